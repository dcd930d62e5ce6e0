import type { AuditStatus } from '../contracts/audit-plan.ts';
import type { Target } from '../contracts/certificate.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { RefusalReason } from '../contracts/recommendation.ts';
import { DAY_MS } from '../contracts/time.ts';
import { goalBelow, missingAt } from './audit-goal.ts';
import { certify, inFirstBand, standing } from './certify.ts';
import { curvePoint } from './curve.ts';
import { observedDays } from './observed-days.ts';
import { explainMiss } from './refusal.ts';

const NOTHING = {
  ...{ certifiedPpm: null, thresholdPpm: null, coverage: null },
  ...{ adds: 0, have: 0, missing: null, perDay: 0 },
} as const;

/** What a domain's evidence lacks for more authority, at the threshold that is next in question. */
export interface AuditNeed {
  readonly domain: string;
  readonly model: string;
  readonly status: AuditStatus;
  readonly refusal: RefusalReason | null;
  /** The lowest threshold that is certified; null where none is. */
  readonly certifiedPpm: number | null;
  /** null where no threshold is in question. */
  readonly thresholdPpm: number | null;
  readonly coverage: number | null;
  /** Decisions a day that the AI would newly take alone. */
  readonly adds: number;
  readonly have: number;
  /** At least 1 where the status is reachable; null elsewhere. */
  readonly missing: number | null;
  /** Decisions a day at or above the threshold. */
  readonly perDay: number;
  readonly minAuditRate: number;
  readonly maturityDays: number;
}

/**
 * The threshold that more verdicts would open: where nothing is certified, that which came closest, of which a
 * recommendation speaks too; else that below the certified one at which each review gains most. A domain of which nobody judged a
 * decision yet, and of which no probability is recorded, begins with no verdicts: its coins can still be tossed.
 *
 * @param evidence on the newest model of the domain
 * @param asOf ISO time
 */
export function auditNeed(evidence: Evidence, rules: DomainRules, target: Target, asOf: string): AuditNeed {
  const { domain, model } = evidence;
  const traffic = evidence.decisions / observedDays(evidence);
  const base = {
    ...{ domain, model, minAuditRate: rules.minAuditRate, maturityDays: rules.maturity / DAY_MS },
    ...NOTHING,
  };
  const outOfReach = (refusal: RefusalReason, have = 0): AuditNeed => ({
    ...base,
    status: 'out-of-reach',
    refusal,
    have,
  });
  const known = evidence.selection !== 'unknown';
  if (!known && !isUntouched(evidence)) return outOfReach('selection_unknown');
  if (Date.parse(asOf) - Date.parse(evidence.lastDecidedAt) > rules.expiresAfter)
    return outOfReach('stale_data');
  const certification = certify(known ? evidence : { ...evidence, selection: 'audited' }, target, false);
  const { tally } = certification;
  const at = (thresholdPpm: number) => {
    const { coverage, reviewed } = curvePoint(tally, thresholdPpm);
    return { thresholdPpm, coverage, have: reviewed, perDay: coverage * traffic };
  };
  const [lowest] = standing(certification, target.risk);
  if (lowest !== undefined) {
    const certified = at(lowest.thresholdPpm);
    const goal = goalBelow(certification, lowest, target);
    const sure = { ...base, refusal: null, certifiedPpm: lowest.thresholdPpm };
    if (goal === null) return { ...sure, ...certified, status: 'kept' };
    const there = at(goal.thresholdPpm);
    const adds = there.perDay - certified.perDay;
    return { ...sure, ...there, status: 'reachable', missing: goal.missing, adds };
  }
  const begun = inFirstBand(certification);
  const { level, refusal } = explainMiss(begun, target);
  if (refusal.best === null || refusal.reason !== 'insufficient_verdicts')
    return outOfReach(refusal.reason, refusal.have);
  const there = at(ppmOf(refusal.best.threshold));
  const missing = missingAt(begun, there.thresholdPpm, target, level);
  if (missing === null) return outOfReach(refusal.reason, refusal.have);
  return { ...base, ...there, status: 'reachable', refusal: refusal.reason, missing, adds: there.perDay };
}

/** The same need once it is known that errors rose at what is certified: the record says nothing of today. */
export function driftedNeed(need: AuditNeed): AuditNeed {
  return { ...need, ...NOTHING, status: 'out-of-reach', refusal: 'drifted' };
}

/** The same once it is known that its verdicts are swayed: more of them bring nothing. */
export function swayedNeed(need: AuditNeed): AuditNeed {
  const isSaid = need.refusal === 'selection_unknown' || need.refusal === 'stale_data';
  return isSaid ? need : { ...need, ...NOTHING, status: 'out-of-reach', refusal: 'reviewer_quality' };
}

/** Nobody judged anything and no probability was recorded or declared: no choice was made that could mislead. */
function isUntouched({ audits, cells }: Evidence): boolean {
  return audits === null && cells.every((cell) => cell.outcome === 'unreviewed' && cell.inclusion === null);
}
