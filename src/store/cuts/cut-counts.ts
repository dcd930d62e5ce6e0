import type { Configuration } from '../../contracts/configuration.ts';
import type { CutCounts } from '../../contracts/cut-counts.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { keptRows } from '../record/kept-rows.ts';
import { id, raw, sql } from '../sql.ts';
import { amountCells, hourCells, periodCells, wholeCells } from './cells-by.ts';
import { makeCutRows } from './cut-rows.ts';
import { foldColumns } from './fold-columns.ts';
import { makeLastWords } from './last-words.ts';
import { reviewCounts } from './review-counts.ts';
import { reviewerCounts } from './reviewer-counts.ts';
import { segmentCounts } from './segment-counts.ts';
import { sliceCounts } from './slice-counts.ts';
import { triggerCounts } from './trigger-counts.ts';

const TABLES = [
  'cut_combos',
  'cut_rows',
  'cut_words',
  'cut_several',
  'cut_by_combo',
  'cut_pairs',
  'cut_names',
  'cut_values',
  'cut_judged',
  'cut_slices',
  'cut_members',
];

/**
 * Counts the rows of one (domain, model) for its cuts.
 *
 * @param evidence of that (domain, model): says how its decisions were chosen for review
 * @param asOf ISO time
 */
export async function cutCounts(
  db: Database,
  evidence: Evidence,
  configuration: Configuration,
  asOf: string,
): Promise<CutCounts> {
  const judged = await keptRows(db, asOf, { often: true, only: evidence.domain });
  await makeCutRows(db, judged.relation, evidence, configuration, asOf);
  const { segments, leftOut } = await segmentCounts(db);
  const triggers = await triggerCounts(db);
  await makeLastWords(db, raw('record_votes'));
  const reviewers = await reviewerCounts(db);
  const counts = {
    whole: await wholeCells(db),
    byAmount: await amountCells(db),
    byHour: await hourCells(db),
    byWeek: await periodCells(db, 'week'),
    bySegment: segments,
    byTrigger: triggers.triggers,
    byReviewer: reviewers.reviewers,
    review: await reviewCounts(db),
    slices: await sliceCounts(db),
    folds: await foldColumns(db),
    leftOut: { segments: leftOut, triggers: triggers.leftOut, reviewers: reviewers.leftOut },
  };
  for (const table of TABLES) await db.run(sql`DROP TABLE temp.${id(table)}`);
  return counts;
}
