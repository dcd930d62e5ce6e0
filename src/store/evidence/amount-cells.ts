import type { AmountStep } from '../../contracts/amount-step.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** What `holdingSteps` answers where a domain has none: no row can differ. */
export const NO_STEPS = raw('1');

/**
 * How many of a domain's amount steps hold a row: all for a small amount, none above the last step, and none where the
 * amount is not known, so that it fails towards a person. Counted into the cells, it lets one pass over the rows answer
 * for every step.
 */
export function holdingSteps({ amountSteps }: DomainRules): Sql {
  if (amountSteps === undefined) return NO_STEPS;
  const cases = amountSteps.map(
    (step, index) => sql`WHEN amount <= ${step}::DOUBLE THEN ${raw(String(amountSteps.length - index))}`,
  );
  return cases.reduceRight((rest, one) => sql`CASE ${one} ELSE ${rest} END`, raw('0'));
}

/** Whether a row is held by the last of a domain's amount steps; null where it has none. */
export function heldByLast({ amountSteps }: DomainRules): Sql | null {
  const last = amountSteps?.at(-1);
  return last === undefined ? null : sql`coalesce(amount <= ${last}::DOUBLE, false)`;
}

/**
 * A domain's evidence step by step, the smallest amount first; none where it has no steps.
 *
 * @param whole the evidence up to the last step
 * @param heldBy the evidence on rows that are held by so many steps at least
 */
export function amountStepsOf(
  { amountSteps = [] }: DomainRules,
  whole: Evidence,
  heldBy: (fewest: number) => Evidence,
): AmountStep[] {
  return amountSteps.map((maxAmount, index) => {
    const fewest = amountSteps.length - index;
    return { maxAmount, evidence: fewest === 1 ? whole : heldBy(fewest) };
  });
}
