import type { WhatIf } from '../../src/contracts/what-if.ts';
import type { Filters } from '../address/use-filters.ts';
import { type Costs, placeFrom } from './reckon.ts';

/** What somebody looks at: places among the thresholds and the amounts that are told, and what things cost. */
export interface Chosen extends Costs {
  readonly place: number;
  readonly step: number;
}

/** Where nothing says how long a review takes. */
const USUAL_MINUTES = 3;

/**
 * What an address chooses, and what stands for what it leaves out: the step that is recommended, else what is certified, else
 * what is in force.
 *
 * @param seconds of a review, as it was in the record; null where nobody knows
 */
export function chosenIn({ get }: Filters, whatIf: WhatIf, seconds: number | null): Chosen {
  const { thresholds, steps, recommended, current } = whatIf;
  const amount = get('maxAmount');
  const usual = recommended?.maxAmount ?? null;
  const asked = amount === '' ? usual : Number(amount);
  const found = steps.findIndex(({ maxAmount }) => maxAmount === asked);
  const step = found < 0 ? steps.length - 1 : found;
  const [certified] = [...(steps[step]?.certified ?? [])].sort((a, b) => a - b);
  const start =
    recommended?.threshold ?? thresholds[certified ?? -1] ?? current?.threshold ?? middleOf(whatIf, step);
  return {
    step,
    place: placeFrom(thresholds, numberIn(get('threshold')) ?? start),
    errorCost: numberIn(get('errorCost')) ?? whatIf.errorCost,
    reviewCost: numberIn(get('reviewCost')) ?? whatIf.reviewCost,
    minutes: numberIn(get('minutes')) ?? minutesOf(seconds),
  };
}

/** The same as an address has it; what is as it would be anyway, too: what was recommended may be another tomorrow. */
export function asFilters(
  { place, step, errorCost, reviewCost, minutes }: Chosen,
  { thresholds, steps, ...usual }: WhatIf,
  seconds: number | null,
): Readonly<Record<string, string>> {
  const unless = (value: number, other: number): string => (value === other ? '' : String(value));
  return {
    threshold: String(thresholds[place] ?? ''),
    maxAmount: String(steps[step]?.maxAmount ?? ''),
    errorCost: unless(errorCost, usual.errorCost),
    reviewCost: unless(reviewCost, usual.reviewCost),
    minutes: unless(minutes, minutesOf(seconds)),
  };
}

/** Minutes of a review, to one decimal. */
function minutesOf(seconds: number | null): number {
  return seconds === null ? USUAL_MINUTES : Math.round(seconds / 6) / 10;
}

/** In the middle of what people have looked at. */
function middleOf({ thresholds, steps }: WhatIf, step: number): number {
  const seen = thresholds.filter((_, place) => (steps[step]?.reviewed[place] ?? 0) > 0);
  const among = seen.length > 0 ? seen : thresholds;
  return among[Math.floor(among.length / 2)] ?? 1;
}

function numberIn(text: string): number | null {
  const number = Number(text);
  return text === '' || !Number.isFinite(number) || number < 0 ? null : number;
}
