import type { AuthorityEffect } from '../contracts/authority-effect.ts';
import type { Target } from '../contracts/certificate.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { MONTH_DAYS } from '../contracts/month.ts';
import type { Authority } from '../contracts/policy.ts';
import { ppmOf } from '../contracts/ppm.ts';
import { moneyTerms } from './cost-sentences.ts';
import { curvePoint } from './curve.ts';
import { observedDays } from './observed-days.ts';
import { errorShare } from './review-mix.ts';
import { tallyOf } from './tally.ts';

/** Decisions that a domain sees in a month of 30 days, at the pace of its record. */
export function decisionsPerMonth(evidence: Evidence): number {
  return (evidence.decisions / observedDays(evidence)) * MONTH_DAYS;
}

/**
 * What an authority comes to in a month of 30 days: each rung with its own audit rate.
 *
 * @param authority null where a person decides everything
 * @param riskUpper the certified bound on the risk at its lowest threshold; null where none is known
 */
export function authorityEffect(
  evidence: Evidence,
  authority: Pick<Authority, 'autonomous' | 'onTheLoop'> | null,
  { rules, target, riskUpper }: EffectTerms,
): AuthorityEffect {
  const month = decisionsPerMonth(evidence);
  const tally = tallyOf(evidence);
  const rungs = [authority?.autonomous, authority?.onTheLoop]
    .filter((rung) => rung != null)
    .sort((a, b) => b.threshold - a.threshold);
  let [taken, audited] = [0, 0];
  for (const { threshold, auditRate } of rungs) {
    const { coverage } = curvePoint(tally, ppmOf(threshold));
    audited += Math.max(0, coverage - taken) * auditRate;
    taken = Math.max(taken, coverage);
  }
  const reviews = month * (1 - taken + audited);
  const lowest = rungs.at(-1)?.threshold ?? null;
  return {
    takenAlone: month * taken,
    reviews,
    reviewCost: reviews * rules.reviewCost,
    ...harmOf(evidence, lowest, month * taken, { rules, target, riskUpper }),
  };
}

interface EffectTerms {
  readonly rules: Pick<DomainRules, 'reviewCost' | 'errorCost'>;
  readonly target: Target;
  readonly riskUpper: number | null;
}

function harmOf(
  evidence: Evidence,
  threshold: number | null,
  alone: number,
  { rules, target, riskUpper }: EffectTerms,
): Pick<AuthorityEffect, 'wrong' | 'wrongUpper' | 'loss' | 'lossUpper'> {
  if (threshold === null) return { wrong: 0, wrongUpper: 0, loss: 0, lossUpper: 0 };
  const { risk } = curvePoint(tallyOf(evidence), ppmOf(threshold));
  const terms = moneyTerms(target);
  const times = (share: number | null, by: number): number | null => (share === null ? null : share * by);
  if (terms !== null)
    return {
      wrong: risk === null ? null : alone * errorShare(evidence, ppmOf(threshold)),
      wrongUpper: null,
      loss: times(risk, alone * terms.amountCap),
      lossUpper: times(riskUpper, alone * terms.amountCap),
    };
  const [wrong, wrongUpper] = [times(risk, alone), times(riskUpper, alone)];
  return {
    ...{ wrong, wrongUpper },
    loss: times(wrong, rules.errorCost),
    lossUpper: times(wrongUpper, rules.errorCost),
  };
}
