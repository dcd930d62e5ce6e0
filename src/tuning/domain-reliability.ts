import type { DomainRules } from '../contracts/configuration.ts';
import type { DomainReliability } from '../contracts/domain-reliability.ts';
import type { Evidence, EvidenceCell } from '../contracts/evidence.ts';
import { biasNoise } from './bias-noise.ts';
import { calibrationSummary } from './calibration-summary.ts';
import { targetOf } from './target.ts';
import { weightedErrors } from './weighted-errors.ts';

/**
 * How reliable a (domain, model) has been, from its evidence alone and without a search for thresholds: what people
 * looked at, how often it was wrong, and how honest its confidence is.
 *
 * @param rules those of the domain: they say the limit
 * @throws RangeError where the rules promise money without a budget above 0 and below the cap
 */
export function domainReliability(evidence: Evidence, rules: DomainRules): DomainReliability {
  const { domain, model, decisions, immature, selection, firstDecidedAt, lastDecidedAt } = evidence;
  return {
    domain,
    model,
    decisions,
    reviewed: countOf(evidence, ({ loss }) => loss !== null),
    pending: countOf(evidence, ({ outcome }) => outcome === 'pending'),
    immature,
    selection,
    firstDecidedAt,
    lastDecidedAt,
    error: weightedErrors(evidence),
    limit: targetOf(rules).risk,
    calibration: { ...calibrationSummary(evidence), biasNoise: biasNoise(evidence) },
  };
}

function countOf({ cells }: Evidence, counts: (cell: EvidenceCell) => boolean): number {
  return cells.reduce((sum, cell) => (counts(cell) ? sum + cell.decisions : sum), 0);
}
