import type { Configuration } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Database } from '../store/database.ts';
import { siblingRecords } from '../store/evidence/sibling-records.ts';
import type { History } from '../store/history.ts';
import { startPlaces } from '../tuning/starts.ts';
import { THRESHOLD_GRID } from '../tuning/threshold-grid.ts';

/**
 * A sibling's record is that from the middle of its three starts on, which a quarter of its traffic passes. One prior
 * serves the search from all three: from the highest on hardly anyone errs, from the lowest on doubtful decisions do.
 */
const MIDDLE_START = 1;

/**
 * The history, each record with what other domains and older models had shown before its first decision; as it is where
 * the configuration does not ask for it.
 */
export async function withSiblings(
  db: Database,
  history: History,
  configuration: Configuration,
): Promise<History> {
  if (configuration.prior === 'default') return history;
  const siblings = history.evidence.flatMap((evidence) => {
    const start = startPlaces(evidence.startConfidences)[MIDDLE_START];
    return start === undefined ? [] : [{ evidence, floorPpm: THRESHOLD_GRID[start] as number }];
  });
  const records = await siblingRecords(db, history.atFirstWord, history.evidence, siblings, configuration);
  const amountSteps = new Map(history.amountSteps);
  const evidence = history.evidence.map((one, place): Evidence => {
    const own = { siblings: records[place] ?? [] };
    const whole = { ...one, ...own };
    const steps = history.amountSteps.get(one) ?? [];
    if (steps.length > 0)
      amountSteps.set(
        whole,
        steps.map((step) => ({
          ...step,
          evidence: step.evidence === one ? whole : { ...step.evidence, ...own },
        })),
      );
    return whole;
  });
  return { ...history, evidence, amountSteps };
}
