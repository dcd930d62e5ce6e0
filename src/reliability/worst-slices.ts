import { type Cuts, FEWEST_IN_SLICE, type SliceDifference } from '../contracts/cut.ts';
import type { CutCell, SliceCounts } from '../contracts/cut-counts.ts';
import { holm } from '../statistics/index.ts';
import { judgedShare } from './judged-share.ts';
import { type SliceSums, sumsOf } from './slice-sums.ts';
import { slicePValue } from './slice-test.ts';
import { strataOf } from './strata-of.ts';

const ALPHA = 0.05;
/** Nobody reads on to the fiftieth. */
const MOST_SLICES = 50;

interface Slice {
  readonly first: number;
  readonly second: number | null;
  readonly cells: readonly Pick<CutCell, 'weight' | 'reviewed' | 'wrong'>[];
  readonly sums: SliceSums;
}

/**
 * Looks for the values of segments, and pairs of values of two segments, whose decisions are wrong more often than those
 * of the rest of the domain. All slices with enough verdicts are tested at once, one-sided (`slicePValue`), and Holm's
 * correction bounds the chance of any false finding by 0.05. Which slices are tested, no verdict decides: a pair that
 * holds all judged decisions of one of its values is that value again, and left out.
 *
 * @param whole judged decisions of the domain
 * @param isKnown whether somebody knows how reviews were chosen; else all weights must be 1
 */
export function worstSlices(
  counts: SliceCounts,
  whole: readonly Pick<CutCell, 'weight' | 'reviewed' | 'wrong'>[],
  isKnown: boolean,
): Pick<Cuts, 'slicesTested' | 'worstSlices'> {
  const all = sumsOf(whole);
  const slices = testable(slicesIn(counts), all);
  if (slices.length === 0) return { slicesTested: 0, worstSlices: [] };
  const p = slices.map(({ sums }) => slicePValue(sums, less(all, sums)));
  const { adjusted } = holm({ p, delta: ALPHA });
  const tested = slices.map((slice, place) => ({
    ...slice,
    p: p[place] as number,
    adjusted: adjusted[place] as number,
    difference: rateOf(slice.sums) - rateOf(less(all, slice.sums)),
  }));
  // Slices of like p are ordered by how bad they are, and in no case by chance.
  tested.sort((a, b) => a.p - b.p || b.difference - a.difference);
  const nameOf = (place: number) => ({ ...(counts.names[place] as SliceCounts['names'][number]) });
  return {
    slicesTested: slices.length,
    worstSlices: tested.slice(0, MOST_SLICES).map(
      (one): SliceDifference => ({
        slice: one.second === null ? [nameOf(one.first)] : [nameOf(one.first), nameOf(one.second)],
        reviewed: one.sums.reviewed,
        errorRate: judgedShare(strataOf(one.cells), isKnown),
        difference: one.difference,
        p: one.p,
        adjusted: one.adjusted,
        found: one.adjusted <= ALPHA,
      }),
    ),
  };
}

function slicesIn({ first, second, weight, reviewed, wrong }: SliceCounts): Slice[] {
  const slices: Slice[] = [];
  for (let begin = 0, end = 0; begin < first.length; begin = end) {
    const [one, other] = [first[begin] as number, second[begin] as number];
    const cells: Slice['cells'][number][] = [];
    for (; end < first.length && first[end] === one && Object.is(second[end], other); end++)
      cells.push({
        weight: weight[end] as number,
        reviewed: reviewed[end] as number,
        wrong: wrong[end] as number,
      });
    slices.push({ first: one, second: Number.isNaN(other) ? null : other, cells, sums: sumsOf(cells) });
  }
  return slices;
}

function testable(slices: readonly Slice[], all: SliceSums): Slice[] {
  const ofValue = new Map(
    slices.flatMap(({ first, second, sums }) => (second === null ? [[first, sums.reviewed] as const] : [])),
  );
  return slices.filter(({ first, second, sums: { reviewed } }) => {
    const isEnough = reviewed >= FEWEST_IN_SLICE && all.reviewed - reviewed >= FEWEST_IN_SLICE;
    return isEnough && (second === null || ![first, second].some((value) => ofValue.get(value) === reviewed));
  });
}

function less(all: SliceSums, some: SliceSums): SliceSums {
  return {
    reviewed: all.reviewed - some.reviewed,
    weight: all.weight - some.weight,
    squaredWeight: all.squaredWeight - some.squaredWeight,
    wrong: Math.max(0, all.wrong - some.wrong),
    squaredWrong: Math.max(0, all.squaredWrong - some.squaredWrong),
  };
}

function rateOf({ wrong, weight }: SliceSums): number {
  return wrong / weight;
}
