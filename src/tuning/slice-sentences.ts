import { START_DECISIONS } from '../contracts/evidence.ts';
import { count, percentExact, thresholdText } from '../contracts/figures.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import type { SliceFinding, SliceName } from '../contracts/slice.ts';

/** Slices told one by one; of more than these only the number is. */
const MOST_TOLD = 5;

/** Why slices block a domain; nothing where they do not. */
export function sliceRefusal(
  { refusal, slices }: Pick<Recommendation, 'refusal' | 'slices'>,
  decisions: number,
): string[] {
  if (refusal?.reason !== 'slice_failed') return [];
  const limit = percentExact(slices[0]?.limit ?? 0);
  const at =
    refusal.best === null ? '' : ` at a confidence of ${thresholdText(refusal.best.threshold)} or more`;
  const opening = `As a whole the domain would pass${at}, but every slice must stay below ${limit} of 100, and not every one is shown to.`;
  if (decisions < START_DECISIONS)
    return [
      `${opening} The first ${START_DECISIONS} decisions fix which slices there are; ${count(decisions)} are there.`,
    ];
  const blocking = [...slices.filter(({ verdict }) => verdict === 'failed')];
  blocking.push(...slices.filter(({ verdict }) => verdict === 'untested'));
  const rest = blocking.length - MOST_TOLD;
  return [
    opening,
    ...blocking.slice(0, MOST_TOLD).map((one) => told(one)),
    ...(rest > 0 ? [`${count(rest)} more slices have too few verdicts or too many errors.`] : []),
  ];
}

/** Which slices a certified threshold leaves to people; nothing where it leaves none. */
export function sliceExclusion(excluded: readonly SliceName[] = []): string[] {
  if (excluded.length === 0) return [];
  const names = excluded.map(nameOf).join(' and with ');
  return [
    `Decisions with ${names} always go to a person (onSlice: exclude), whatever the confidence: nothing is promised of them, and all figures of decisions taken alone are without them.`,
  ];
}

/** What the slices promise beside a certified threshold, and which of them keeps it from being lower. */
export function slicePromise(slices: readonly SliceFinding[], stoppedBy: readonly SliceFinding[]): string[] {
  if (slices.length === 0) return [];
  const worst = slices.reduce((one, other) => (other.riskUpper > one.riskUpper ? other : one));
  const promise = `Each of its ${slices.length} slices stays below ${percentExact(worst.limit)} of 100 there, by its own verdicts and with the same certainty; the least sure is ${nameOf(worst)}: ${ofReviewed(worst)}.`;
  return stoppedBy.length === 0
    ? [promise]
    : [
        promise,
        `As a whole the domain would pass at a lower confidence. ${stoppedBy.slice(0, MOST_TOLD).map(told).join(' ')}`,
      ];
}

function told(one: SliceFinding): string {
  const { reviewed, errors, need, verdict } = one;
  if (verdict === 'failed')
    return `Decisions with ${nameOf(one)} were wrong ${count(errors)} of ${count(reviewed)} times: too often for a limit of ${percentExact(one.limit)} of 100.`;
  if (need === null)
    return `How decisions with ${nameOf(one)} were chosen for review is not known, so they are untested.`;
  const lacking = count(Math.max(1, need - reviewed));
  return `Decisions with ${nameOf(one)} are untested: ${ofReviewed(one)}, and about ${lacking} more verdicts are needed.`;
}

function ofReviewed({ reviewed, errors }: SliceFinding): string {
  return `${count(errors)} of ${count(reviewed)} reviewed ones were wrong`;
}

function nameOf({ column, value }: SliceName): string {
  return `${column} = ${value}`;
}
