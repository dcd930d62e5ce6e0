import type { AmountStep } from '../contracts/amount-step.ts';
import type { Target } from '../contracts/certificate.ts';
import { START_DECISIONS } from '../contracts/evidence.ts';
import { type Certification, certify } from './certify.ts';
import { firstAtOrBelow } from './starts.ts';
import { firstFrom, gridPlaces, placeAt } from './tally.ts';

/** An amount step, the part of delta that it was tested with, and what that certified. */
export interface TestedStep extends AmountStep {
  readonly delta: number;
  readonly certification: Certification;
}

/** The part of delta that each of so many steps has of its own: half for the first, the rest in equal parts. */
export function stepWeights(count: number): number[] {
  if (count < 2) return count === 1 ? [1] : [];
  return Array.from({ length: count }, (_, index) => (index === 0 ? 0.5 : 0.5 / (count - 1)));
}

/**
 * Tests thresholds and amounts together: step by step from the smallest amount up, within each step the threshold
 * search with the step's part of delta. A step in which everything passed hands its part on to the next.
 *
 * All pairs (amount, threshold) that are ever certified hold together with probability at least 1 - delta:
 * 1. Each step's search with part d claims something false, on any night at all, with probability at most d (`certify`),
 *    and with a larger part it claims no less.
 * 2. Let the steps in which something is false be i1 < i2 < … Which they are no verdict decides. Steps before i1 can
 *    hand on at most their own parts, so that step i1 is tested with at most the sum of the parts up to and with its
 *    own: that bounds its chance of a false claim.
 * 3. As long as i1 has claimed nothing false, something in it has not passed, and it hands on nothing. So i2 is tested
 *    with at most the sum of the parts after i1 up to and with its own; and so forth.
 * 4. Each part is counted once in these sums, and together they are delta. Nothing asks the steps to be independent,
 *    which they are not: each holds the decisions of the one before.
 *
 * For 3 a step's hypotheses must stay the same, so none hands on before its starts (or edges of bands) stand.
 *
 * @throws RangeError on evidence whose selection is unknown
 * @see Wiens, "A fixed sequence Bonferroni procedure" (2003); Wiens & Dmitrienko, "The fallback procedure" (2005)
 */
export function searchAmounts(
  steps: readonly AmountStep[],
  target: Target,
  firstLook: boolean,
): TestedStep[] {
  const weights = stepWeights(steps.length);
  let handedOn = 0;
  return steps.map((step, index) => {
    const delta = (weights[index] as number) * target.delta + handedOn;
    const certification = certify(step.evidence, { ...target, delta }, firstLook);
    const stands = step.evidence.decisions >= START_DECISIONS;
    handedOn = stands && isExhausted(certification) ? delta : 0;
    return { ...step, delta, certification };
  });
}

/** Whether a search certified all that it may ever certify: every threshold from its first start down, or every band. */
export function isExhausted({ bands, certified, starts, tally }: Certification): boolean {
  if (bands !== null) return bands.length > 0 && bands.every(({ passed }) => passed);
  const [first] = starts;
  const [lowest] = certified;
  const places = gridPlaces(tally);
  if (first === undefined || lowest === undefined) return false;
  if (placeAt(tally, lowest.thresholdPpm) !== places.at(-1)) return false;
  const passed = new Set(certified.map(({ thresholdPpm }) => placeAt(tally, thresholdPpm)));
  let index = firstAtOrBelow(first.thresholdPpm);
  while (index < places.length && passed.has(places[index] as number))
    index = firstFrom(places, index, (places[index] as number) + 1);
  return index === places.length;
}
