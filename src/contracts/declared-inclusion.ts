import type { DomainRules } from './configuration.ts';
import type { Selection } from './evidence.ts';

/** Inclusion probability of decisions that record none: the declared one, else 1 where everything was reviewed. */
export function declaredInclusion(
  { reviewProbability }: Pick<DomainRules, 'reviewProbability'>,
  selection: Selection,
): number | null {
  if (reviewProbability === 'unknown') return null;
  return reviewProbability ?? (selection === 'full' ? 1 : null);
}
