import { Problem } from '../contracts/problem.ts';
import type { RecalibrationMaps } from '../contracts/recalibration.ts';
import type { Reach, RecommendationReport } from '../contracts/recommendation.ts';
import { writeText } from './write-text.ts';

/**
 * Writes the maps of a report beside the thresholds that were found with them, as JSON: the whole file or none, the same
 * report as the same bytes.
 *
 * @throws Problem usage: no domain is on the recalibrated scale
 */
export async function writeMaps(path: string, report: RecommendationReport): Promise<void> {
  const maps = mapsOf(report);
  if (maps.maps.length === 0)
    throw new Problem(
      'usage',
      `--maps ${path}: no domain is on the recalibrated scale; add --recalibrate, or scale: recalibrated in leeway.yaml`,
    );
  await writeText(path, `${JSON.stringify(maps, null, 2)}\n`);
}

function mapsOf({ asOf, recommendations }: RecommendationReport): RecalibrationMaps {
  const maps = recommendations.flatMap(({ domain, model, recalibration, certified, proposed }) => {
    if (recalibration === undefined) return [];
    const [certifiedAt, proposedAt] = [recalibration.certified, recalibration.proposed];
    return [
      {
        ...{ domain, model, ...recalibration },
        ...{ certified: mapped(certified, certifiedAt), proposed: mapped(proposed, proposedAt) },
      },
    ];
  });
  return { version: 1, asOf, maps };
}

function mapped(reach: Reach | null, recalibrated: number | null) {
  return reach === null || recalibrated === null ? null : { confidence: reach.threshold, recalibrated };
}
