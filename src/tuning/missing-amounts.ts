import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';

/**
 * Why nothing is the AI's to take, where amounts are limited and none is recorded: a decision without one goes to a
 * person. Nothing where that is not so.
 */
export function missingAmounts(
  { cells }: Pick<Evidence, 'cells'>,
  { maxAmount, amountSteps }: Pick<DomainRules, 'maxAmount' | 'amountSteps'>,
): string[] {
  const limit = amountSteps === undefined ? (maxAmount === undefined ? null : 'maxAmount') : 'amountSteps';
  // An amount of 0 would be within any limit.
  if (limit === null || cells.length === 0 || cells.some((cell) => cell.eligible || cell.amountCents > 0))
    return [];
  return [
    `No decision here carries an amount, and under ${limit} a decision without one goes to a person: record amount, or leave ${limit} out for this domain.`,
  ];
}
