import { Problem } from '../contracts/problem.ts';

/** Why a rule stands in the way: its number in docs/rules.md, and a sentence for the person who asked. */
export interface Objection {
  readonly rule: `G${number}`;
  readonly sentence: string;
}

/** An objection of a rule, or nothing. */
export function objectIf(
  isBroken: boolean,
  rule: Objection['rule'],
  sentence: () => string,
): Objection | null {
  return isBroken ? { rule, sentence: sentence() } : null;
}

/**
 * Goes on only where no rule objects.
 *
 * @throws Problem not-allowed: the first objection in the order in which the rules were asked; all of them are in the details
 */
export function requireAllowed(objections: readonly (Objection | null)[]): void {
  const all = objections.filter((one) => one !== null);
  const [first] = all;
  if (first !== undefined)
    throw new Problem('not-allowed', `${first.rule}: ${first.sentence}`, { objections: all });
}
