import type { LedgerEvent } from '../../src/contracts/ledger.ts';
import type { ProposalContent } from '../../src/contracts/proposal.ts';
import { activate, stepByPlan } from '../../src/governance/decide/activate.ts';
import { raiseAlarm, reviewAlarm } from '../../src/governance/decide/alarms.ts';
import { liftFloor, setFloor } from '../../src/governance/decide/floors.ts';
import { editProposal, openProposal, vote } from '../../src/governance/decide/proposals.ts';
import { narrow, putInTheLoop } from '../../src/governance/decide/take-back.ts';
import { requireAllowed } from '../../src/governance/objection.ts';
import { endsInTime } from '../../src/governance/rules/time.ts';
import {
  ADA,
  AUTHORITY,
  activated,
  BEA,
  ballot,
  content,
  day,
  evidence,
  HELD,
  hash,
  JOB,
  newest,
  now,
  PLANNED,
  play,
  RULES,
  type Scene,
  step,
  withThreshold,
} from './governance.ts';

/** What a rule lets pass and what it stops: each differs from what passes in one thing. */
export interface RuleCase {
  readonly rule: `G${number}`;
  readonly title: string;
  readonly attempt: () => unknown;
  /** Other rules that say the same of it. */
  readonly also?: readonly RuleCase['rule'][];
}

export const open = (change: Partial<ProposalContent> = {}, scene: Scene = HELD) =>
  openProposal(content(scene, change), scene);
export const approve = (scene: Scene) => vote(newest(scene), ballot(scene), scene);
export const activateIn = (scene: Scene) => activate(newest(scene), scene);
export const stepIn = (change: Parameters<typeof step>[1], scene: Scene = PLANNED) =>
  stepByPlan(step(scene, change), scene);
export const by = (scene: Scene, actor: Scene['actor']): Scene => ({ ...scene, actor });
export const standing = (scene: Scene, change: Partial<Scene['standing']>): Scene => ({
  ...scene,
  standing: { ...scene.standing, ...change },
});
export const ruled = (scene: Scene, change: Partial<Scene['rules']>): Scene => ({
  ...scene,
  rules: { ...scene.rules, ...change },
});

export const FLOOR = {
  domain: 'refunds',
  reason: 'the law asks for a person',
  owner: 'Legal',
  legalSource: null,
};
export const ALARM = {
  id: 'drifted:refunds',
  domain: 'refunds',
  reason: 'drifted',
  sentence: 'Errors rose.',
};
export const floored = (scene: Scene, actor = ADA): Scene =>
  play(by(scene, actor), (one) => setFloor(FLOOR, one));
export const alarmed = (scene: Scene): Scene => play(by(scene, JOB), (one) => raiseAlarm(ALARM, one));
export const reviewed = (scene: Scene): Scene =>
  play(by(scene, BEA), (one) => reviewAlarm(ALARM.id, 'a broken import', one));
export const narrowed = (scene: Scene, threshold: number): Scene =>
  play(scene, (one) => narrow(withThreshold(threshold), 'to be safe', one));

export const AUTONOMOUS = { ...AUTHORITY, autonomous: { threshold: 0.95, auditRate: 0.05 } };
/** As HELD, at once autonomous there: 40 days on, so that both rungs have had their cooldown. */
export const CLIMBED = now(activated(HELD, { authority: AUTONOMOUS }), ADA, 40);
export const PLAN = { lowestThreshold: 0.92, highestCoverage: 0.4, highestAmount: 250, until: day(120) };
export const renewal = (scene: Scene, change: Partial<ProposalContent> = {}) =>
  open({ kind: 'renewal', authority: AUTHORITY, evidence: evidence(scene.standing, 0.1, 0.1), ...change });
const policy = (lasts: number) => ({
  ...{ ...AUTHORITY, version: 1, certificate: hash(''), approvedBy: ['Bea'], validFrom: day(0) },
  expiresAt: day(lasts),
});
export const without = { ...AUTHORITY, alwaysReview: [] };
/** Version 1 ran out on day 90; nobody has said so. */
export const EXPIRED = now(HELD, ADA, 95);

export function voteOf(choice: 'reject' | 'request-changes', scene: Scene): LedgerEvent {
  return vote(newest(scene), ballot(scene, choice), scene);
}

export function widened(threshold: number) {
  return { onTheLoop: { threshold, auditRate: 0.3 } };
}

export function autonomousFrom(threshold: number) {
  return {
    ...AUTHORITY,
    autonomous: { threshold, auditRate: 0.05 },
    onTheLoop: { threshold: 0.93, auditRate: 0.3 },
  };
}

export function demoted(scene: Scene): Scene {
  return play(scene, (one) => putInTheLoop('refunds', 'demoted', 'errors rose', one));
}

export function editedBy(actor: Scene['actor'], scene: Scene): Scene {
  const change = { authority: withThreshold(0.94) };
  return play(by(scene, actor), (one) => editProposal(newest(one), content(one, change), one));
}

export function ends(days: number): void {
  requireAllowed([endsInTime(policy(days), RULES)]);
}

export function lifted(scene: Scene): Scene {
  return play(by(scene, BEA), (one) => liftFloor('refunds', 'the law changed', one));
}

/** What is autonomous is audited more than what is only watched. */
export function seenMore(): Scene {
  const authority = {
    ...AUTHORITY,
    autonomous: { threshold: 0.95, auditRate: 0.5 },
    onTheLoop: { threshold: 0.94, auditRate: 0.3 },
  };
  return now(activated(HELD, { authority }), ADA, 21);
}

/** The plan of PLANNED in force still when version 1 was renewed. */
export function renewedAt(days: number): Scene {
  return activated(now(PLANNED, ADA, days), { kind: 'renewal', authority: AUTHORITY });
}

export function planned(change: Partial<ProposalContent>): Scene {
  return { ...activated(HELD, { kind: 'standing-plan', plan: PLAN, ...change }), actor: JOB };
}
