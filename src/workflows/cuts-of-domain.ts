import type { Configuration } from '../contracts/configuration.ts';
import type { Cuts } from '../contracts/cut.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Recalibration } from '../contracts/recalibration.ts';
import { cutsOf } from '../reliability/cuts-of.ts';
import { recalibrationOf } from '../reliability/recalibration-of.ts';
import { cutCounts } from '../store/cuts/cut-counts.ts';
import { missingDecisions } from '../store/cuts/missing-decisions.ts';
import type { Database } from '../store/database.ts';

/**
 * The error rate of one domain of a store taken apart: by model, segment, trigger, amount, reviewer and time, and which
 * slices are worse than the rest; and what would mend its confidence. Reads the rows of the domain, and makes temporary
 * tables of its connection.
 *
 * @param subject counts of one model of the domain; `models` are those of all, the newest first
 */
export async function cutsOfEvidence(
  db: Database,
  {
    subject,
    models,
    configuration,
    asOf,
  }: {
    readonly subject: Evidence;
    readonly models: readonly Evidence[];
    readonly configuration: Configuration;
    readonly asOf: string;
  },
): Promise<{ readonly cuts: Cuts; readonly recalibration: Recalibration }> {
  const counts = await cutCounts(db, subject, configuration, asOf);
  const missing = await missingDecisions(db, subject);
  return {
    cuts: cutsOf(counts, { asOf, evidence: subject, models, missing }),
    recalibration: recalibrationOf(counts.folds),
  };
}
