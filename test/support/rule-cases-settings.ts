import type { DomainRules } from '../../src/contracts/configuration.ts';
import { DAY_MS } from '../../src/contracts/time.ts';
import { putInTheLoop } from '../../src/governance/decide/take-back.ts';
import { loosenedRules } from '../../src/governance/loosened-rules.ts';
import { requireAllowed } from '../../src/governance/objection.ts';
import { loosensNothingVotedOn, lowersNoQuorum } from '../../src/governance/rules/settings.ts';
import { ADA, HELD, now, OPEN, PLANNED, play, RULES, type Scene, START } from './governance.ts';
import type { RuleCase } from './rule-attempts.ts';

function changed(change: Partial<DomainRules>, scene: Scene): () => void {
  const asked = { domain: 'refunds', before: RULES, after: { ...RULES, ...change } };
  return () =>
    requireAllowed([
      loosensNothingVotedOn('refunds', loosenedRules(RULES, asked.after), scene.governance, scene.now),
      lowersNoQuorum(asked),
    ]);
}

const REVOKED = play(HELD, (one) => putInTheLoop('refunds', 'revoked', 'to be safe', one));

const STRICTER: readonly Partial<DomainRules>[] = [
  { risk: RULES.risk / 2 },
  { delta: RULES.delta / 2 },
  { maxStep: RULES.maxStep / 2 },
  { cooldown: RULES.cooldown + DAY_MS },
  { minAuditRate: 0.5 },
  { expiresAfter: RULES.expiresAfter / 2 },
  { auditRate: 0.9 },
  { highestLevel: 'on-the-loop' },
  { maxAmount: 1 },
  { alwaysReview: [...(RULES.alwaysReview ?? []), 'fraud'] },
  { slices: ['language'] },
  { quorum: { lead: 3, board: 3 } },
  { reviewCost: 0, errorCost: 0 },
];

const LOOSER: readonly Partial<DomainRules>[] = [
  { risk: RULES.risk * 2 },
  { delta: RULES.delta * 2 },
  { maxStep: 1 },
  { cooldown: 0 },
  { minAuditRate: RULES.minAuditRate / 2 },
  { expiresAfter: RULES.expiresAfter * 2 },
  { maturity: RULES.maturity + DAY_MS },
  { editLoss: 0 },
  { auditRate: RULES.auditRate / 2 },
  { maxAmount: undefined },
  { alwaysReview: [] },
  { onDrift: 'narrow' },
  { reviewProbability: 0.5 },
];

/** What the rules of the configuration let pass. */
export const ACCEPTED: readonly RuleCase[] = [
  ...STRICTER.map((change) => ({
    rule: 'G26' as const,
    title: `${Object.keys(change)} becomes stricter where the AI acts`,
    attempt: changed(change, HELD),
  })),
  { rule: 'G26', title: 'a limit rises before anybody proposed', attempt: changed({ risk: 0.5 }, START) },
  { rule: 'G26', title: 'a limit rises after all was revoked', attempt: changed({ risk: 0.5 }, REVOKED) },
  { rule: 'G26', title: 'a limit rises after its end', attempt: changed({ risk: 0.5 }, now(HELD, ADA, 200)) },
  { rule: 'G27', title: 'a quorum rises', attempt: changed({ quorum: { lead: 1, board: 5 } }, HELD) },
];

/** What they stop. */
export const REJECTED: readonly RuleCase[] = [
  ...LOOSER.map((change) => ({
    rule: 'G26' as const,
    title: `${Object.keys(change)} becomes looser where the AI acts`,
    attempt: changed(change, HELD),
  })),
  { rule: 'G26', title: 'a limit rises under an open proposal', attempt: changed({ risk: 0.5 }, OPEN) },
  { rule: 'G26', title: 'a limit rises under a standing plan', attempt: changed({ risk: 0.5 }, PLANNED) },
  {
    rule: 'G27',
    title: 'a quorum asks others instead',
    attempt: changed({ quorum: { lead: 9, board: 0 } }, START),
  },
];
