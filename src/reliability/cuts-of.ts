import type { CutRow, Cuts } from '../contracts/cut.ts';
import type { CutCounts } from '../contracts/cut-counts.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { isJudged } from '../tuning/index.ts';
import { amountRows, countsOf, rowsOf, segmentCut, trendRows, triggerYield } from './cut-rows.ts';
import { judgedShare } from './judged-share.ts';
import { reviewSignals } from './review-signals.ts';
import { reviewerRows } from './reviewer-rows.ts';
import { strataByWeight } from './strata-by-weight.ts';
import { worstSlices } from './worst-slices.ts';

/** What the cuts are of. */
export interface CutSubject {
  readonly asOf: string;
  /** Of the (domain, model) whose rows were counted. */
  readonly evidence: Evidence;
  /** Of all models of the domain, the newest first. */
  readonly models: readonly Evidence[];
  /** Decisions that only counts know. */
  readonly missing: number;
}

/** The error rate of one (domain, model) taken apart, from what was counted of its rows. */
export function cutsOf(counts: CutCounts, { asOf, evidence, models, missing }: CutSubject): Cuts {
  const { domain, model, selection } = evidence;
  const isKnown = selection !== 'unknown';
  return {
    version: 1,
    ...{ asOf, domain, model, selection },
    whole: countsOf(counts.whole, isKnown),
    missing,
    leftOut: { ...counts.leftOut },
    byModel: models.map(modelRow),
    bySegment: counts.bySegment.map((segment) => segmentCut(segment, isKnown)),
    byTrigger: counts.byTrigger.map(triggerYield),
    byAmount: amountRows(counts.byAmount, isKnown),
    byReviewer: reviewerRows(counts.byReviewer, counts.leftOut.reviewers, counts.review.medianSeconds),
    review: reviewSignals(counts.review, isKnown),
    byWeek: trendRows(counts.byWeek, isKnown),
    byHour: rowsOf(counts.byHour, isKnown),
    ...worstSlices(counts.slices, counts.whole, isKnown),
  };
}

function modelRow(evidence: Evidence): CutRow {
  const { cells, model, selection } = evidence;
  const wrong = strataByWeight(evidence).map(({ weight, trials, edit, override }) => ({
    ...{ weight, trials, successes: edit + override },
  }));
  const countWhere = (counted: (cell: Evidence['cells'][number]) => boolean): number =>
    cells.reduce((sum, cell) => (counted(cell) ? sum + cell.decisions : sum), 0);
  return {
    value: model,
    decisions: countWhere(() => true),
    reviewed: countWhere(isJudged),
    pending: countWhere(({ outcome }) => outcome === 'pending'),
    errorRate: judgedShare(wrong, selection !== 'unknown'),
  };
}
