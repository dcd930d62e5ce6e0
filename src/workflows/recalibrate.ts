import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { declaredInclusion } from '../contracts/declared-inclusion.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { SettledMap } from '../contracts/recalibration.ts';
import { isRecalibrated } from '../contracts/scale.ts';
import { digest } from '../governance/digest.ts';
import { recalibrationOf } from '../reliability/recalibration-of.ts';
import type { Database } from '../store/database.ts';
import { evidenceSince } from '../store/evidence/evidence-since.ts';
import { type FittingPart, fittingParts } from '../store/evidence/fitting-parts.ts';
import type { History } from '../store/history.ts';
import { recalibratedBand } from '../tuning/recalibrated-bands.ts';

/**
 * The evidence of the domains on the recalibrated scale: the decisions from the day on before which their map was settled.
 * Until then there is none.
 *
 * What the map says, where the search begins and which decisions count is settled before the first of these decisions is
 * made; so whatever the map, its thresholds are hypotheses like any other, and the bound of `certify` holds for them.
 */
export async function recalibrated(
  db: Database,
  { evidence, understood, atFirstWord, asOf }: History,
  configuration: Configuration,
): Promise<Map<Evidence, Evidence>> {
  const asked = evidence.flatMap((whole) => {
    const rules = rulesFor(configuration, whole.domain);
    return isRecalibrated(rules) ? [{ evidence: whole, declared: declaredInclusion(rules, 'unknown') }] : [];
  });
  const parts = await fittingParts(db, atFirstWord, asked, asOf);
  const settled = asked.map(({ evidence: whole }, place) => {
    const part = parts[place] as FittingPart;
    return { whole, recalibration: settledMap(part), from: part.before };
  });
  const later = await evidenceSince(
    db,
    understood,
    settled.flatMap(({ whole, from }) => (from === null ? [] : [{ whole, from }])),
    configuration,
  );
  return new Map(
    settled.map(({ whole, recalibration, from }) => {
      const own = later.get(whole) ?? withoutDecisions(whole, from);
      const { map } = recalibration;
      const startConfidences =
        map === null ? [] : whole.startConfidences.map((ppm) => recalibratedBand(map, ppm));
      return [whole, { ...own, startConfidences, recalibration }] as const;
    }),
  );
}

/** Fitted, and chosen, by nothing but the verdicts of this part. */
function settledMap({ verdicts, before, folds }: FittingPart): SettledMap {
  if (before === null) return { map: null, reason: null, verdicts, before, digest: null };
  const { map, reason } = recalibrationOf(folds);
  return { map, reason, verdicts, before, digest: digest({ map, verdicts, before }) };
}

function withoutDecisions(whole: Evidence, from: string | null): Evidence {
  const firstDecidedAt = from === null ? whole.firstDecidedAt : `${from}T00:00:00.000Z`;
  return { ...whole, firstDecidedAt, decisions: 0, immature: 0, cells: [] };
}
