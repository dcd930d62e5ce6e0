import { actsFrom } from '../contracts/authority-level.ts';
import type { DomainReliability, DomainStatus, DriftHeard } from '../contracts/domain-reliability.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import type { RegisterEntry } from '../contracts/register.ts';
import { nextStepWords } from '../reports/next-step-words.ts';

/**
 * A (domain, model) as those see it who look after it.
 *
 * @param entry what the register says of its domain
 * @param recommended what is recommended for it; undefined where nothing can be
 */
export function statusOf(
  reliability: DomainReliability,
  entry: RegisterEntry | undefined,
  recommended: Recommendation | undefined,
): DomainStatus {
  const holds = entry?.model === reliability.model;
  const threshold = entry === undefined || !holds || entry.floor !== null ? null : actsFrom(entry);
  return {
    ...reliability,
    level: entry?.level === 'floor' || (entry !== undefined && holds) ? entry.level : 'in-the-loop',
    threshold,
    coverage: threshold === null ? null : (recommended?.current.coverage ?? null),
    action: recommended?.action ?? null,
    proposed: recommended?.proposed?.threshold ?? null,
    next: recommended?.next ?? null,
    drift: recommended === undefined ? null : driftIn(recommended),
    nextStep: recommended === undefined ? null : nextStepWords(recommended),
  };
}

function driftIn({ refusal, evidenceFrom, confidenceShift, certified }: Recommendation): DriftHeard | null {
  if (refusal?.reason === 'drifted' || evidenceFrom !== undefined) return 'errors-risen';
  if (confidenceShift !== null) return 'confidences-shifted';
  return certified === null ? null : 'none';
}
