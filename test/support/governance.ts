import type { Actor, Role } from '../../src/contracts/actor.ts';
import { actsFrom } from '../../src/contracts/authority-level.ts';
import { Configuration, type DomainRules } from '../../src/contracts/configuration.ts';
import type { LedgerEvent } from '../../src/contracts/ledger.ts';
import type { Authority } from '../../src/contracts/policy.ts';
import type { Proposal, ProposalContent } from '../../src/contracts/proposal.ts';
import { DAY_MS } from '../../src/contracts/time.ts';
import { activate, type PlanStep, stepByPlan } from '../../src/governance/decide/activate.ts';
import type { DecidingOnEvidence } from '../../src/governance/decide/deciding.ts';
import { type Ballot, openProposal, vote } from '../../src/governance/decide/proposals.ts';
import { digest } from '../../src/governance/digest.ts';
import { governanceOf } from '../../src/governance/governance-of.ts';
import { activePolicy, lastVersion, proposalOf } from '../../src/governance/look-up.ts';
import { authorityOf } from '../../src/governance/rules/steps.ts';
import type { Standing } from '../../src/governance/standing.ts';

/** Everything that a decision depends on, with the ledger that led there. */
export interface Scene extends DecidingOnEvidence {
  readonly events: readonly LedgerEvent[];
  readonly standing: Standing;
}

export const DOMAIN = 'refunds';
export const MODEL = 'agent-2026-05';

/** So many days, in whole or in part, after the beginning. */
export function day(days: number): string {
  return new Date(Date.parse('2026-01-01T00:00:00Z') + days * DAY_MS).toISOString();
}

function person(name: string, ...roles: Role[]): Actor {
  return { name, kind: 'person', roles, domains: [DOMAIN] };
}

export const ADA = person('Ada', 'lead');
export const LIN = person('Lin', 'lead');
export const BEA = person('Bea', 'board');
export const BO = person('Bo', 'board');
export const MAX = person('Max', 'admin');
export const VIC = person('Vic', 'viewer');
export const JOB: Actor = { name: 'nightly', kind: 'job', roles: [], domains: null };

export const RULES: DomainRules = {
  ...Configuration.parse({}).defaults,
  ...{ quorum: { lead: 1, board: 1 }, alwaysReview: ['regulatory'], maxAmount: 250 },
};

export const AUTHORITY: Authority = {
  ...{ domain: DOMAIN, model: MODEL, autonomous: null, onTheLoop: { threshold: 0.95, auditRate: 0.3 } },
  ...{ alwaysReview: ['regulatory'], maxAmount: 250, excluded: [{ column: 'language', value: 'de' }] },
};

/** Any other text is another digest. */
export const hash = (text: string): string => digest({ text });

export function standingAt(now: string): Standing {
  return {
    ...{ asOf: now, model: MODEL, certificate: hash(now), certifiedThreshold: 0.9, certifiedAmount: 250 },
    ...{ refusal: null, excluded: [{ column: 'language', value: 'de' }] },
  };
}

/** A scene before anything happened. */
export const START: Scene = {
  ...{ events: [], governance: governanceOf([]), now: day(0), actor: ADA, rules: RULES },
  standing: standingAt(day(0)),
};

/** The same a while later, or with somebody else, or otherwise changed. */
export function now(scene: Scene, actor: Actor, days: number, change: Partial<Scene> = {}): Scene {
  return { ...scene, now: day(days), actor, standing: standingAt(day(days)), ...change };
}

/** The scene after a decision. */
export function play(scene: Scene, decide: (scene: Scene) => LedgerEvent | LedgerEvent[]): Scene {
  const events = [...scene.events, ...[decide(scene)].flat()];
  return { ...scene, events, governance: governanceOf(events) };
}

/** A promotion to 0.93 that adds 0.1 of coverage, as a lead would propose it in this scene. */
export function content(
  { governance, now, standing }: Scene,
  change: Partial<ProposalContent> = {},
): ProposalContent {
  const held = activePolicy(governance, DOMAIN, now)?.policy ?? null;
  const acts = held !== null && actsFrom(held) !== null;
  return {
    ...{ kind: 'promotion', authority: withThreshold(0.93), plan: null, quorum: { lead: 1, board: 1 } },
    replaces: {
      version: lastVersion(governance, DOMAIN),
      authority: held === null ? null : authorityOf(held),
    },
    evidence: acts ? evidence(standing, 0.1, 0.2) : evidence(standing, 0, 0.1),
    rationale: 'People agreed with nearly all of them.',
    ...change,
  };
}

export function evidence(
  { asOf, certificate }: Pick<Standing, 'asOf' | 'certificate'>,
  currentCoverage: number,
  coverage: number,
): ProposalContent['evidence'] {
  return {
    ...{ asOf, certificate: certificate ?? hash('none'), pack: hash('pack'), certifiedThreshold: 0.9 },
    ...{ currentCoverage, coverage, risk: 0.01, riskUpper: 0.03, riskLimit: 0.05, delta: 0.05 },
  };
}

export function withThreshold(threshold: number, change: Partial<Authority> = {}): Authority {
  return { ...AUTHORITY, onTheLoop: { threshold, auditRate: 0.3 }, ...change };
}

/** The newest proposal of a scene. */
export function newest({ governance }: Scene): Proposal {
  const { length } = governance.proposals;
  return proposalOf(governance, `P-${String(length).padStart(4, '0')}`);
}

export function ballot(scene: Scene, choice: Ballot['choice'] = 'approve'): Ballot {
  return { choice, digest: newest(scene).digest, conditions: [], comment: '' };
}

/** Proposed by Ada, approved by Lin and Bea, not yet active. */
export function approved(scene: Scene, change: Partial<ProposalContent> = {}): Scene {
  const opened = play({ ...scene, actor: ADA }, (one) => openProposal(content(one, change), one));
  return approvedBy(BEA, approvedBy(LIN, opened));
}

function approvedBy(actor: Actor, scene: Scene): Scene {
  return play({ ...scene, actor }, (one) => vote(newest(one), ballot(one), one));
}

export function activated(scene: Scene, change: Partial<ProposalContent> = {}): Scene {
  return play({ ...approved(scene, change), actor: JOB }, (one) => activate(newest(one), one));
}

/** On the loop from 0.95 since day 0, and 20 days have passed. */
export const HELD: Scene = now(activated(START, { authority: AUTHORITY }), ADA, 20);

/** A promotion to 0.93 waits for votes. */
export const OPEN: Scene = play(HELD, (scene) => openProposal(content(scene), scene));

/** The same with its quorum. */
export const APPROVED: Scene = approved(HELD);

/** A standing plan down to 0.92 is in force, and the job could take its first step. */
export const PLANNED: Scene = {
  ...activated(HELD, {
    kind: 'standing-plan',
    plan: { lowestThreshold: 0.92, highestCoverage: 0.4, highestAmount: 250, until: day(120) },
  }),
  actor: JOB,
};

export function step({ standing }: Scene, change: Partial<PlanStep> = {}): PlanStep {
  return {
    ...{ authority: withThreshold(0.93), certificate: standing.certificate ?? '' },
    ...{ coverage: 0.2, currentCoverage: 0.1, pack: null },
    ...change,
  };
}

export function stepped(scene: Scene, change: Partial<PlanStep> = {}): Scene {
  return play(scene, (one) => stepByPlan(step(one, change), one));
}
