import type { DomainRules } from '../contracts/configuration.ts';
import { firstWhole } from '../statistics/first-whole.ts';
import type { CertifiedThreshold } from './certify.ts';

/** The threshold to propose: the one that is asked for, else the lowest that adds at most `maxStep` of coverage. */
export function stepIn(
  certified: readonly CertifiedThreshold[],
  { proposeAtPpm, rules }: { readonly proposeAtPpm?: number; readonly rules: Pick<DomainRules, 'maxStep'> },
  addedAt: (thresholdPpm: number) => number,
): CertifiedThreshold | undefined {
  if (proposeAtPpm !== undefined) return certified.find((one) => one.thresholdPpm === proposeAtPpm);
  // From the lowest threshold up, coverage never grows.
  const isStep = (at: number) => addedAt((certified[at] as CertifiedThreshold).thresholdPpm) <= rules.maxStep;
  return certified[firstWhole(-1, certified.length, isStep)];
}
