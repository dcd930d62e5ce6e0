import type { RecalibrationMap } from '../../src/contracts/recalibration.ts';
import { cellsLogLoss } from '../../src/statistics/cells-log-loss.ts';
import { applyMap, calibrationCells, fitBeta, fitPlatt, fitTemperature } from '../../src/statistics/index.ts';
import { CONFIDENCE_CLIP, logOdds, sigmoid } from '../../src/statistics/log-odds.ts';
import { logisticFit } from '../../src/statistics/logistic-fit.ts';
import { verdictTargets } from '../../src/statistics/verdict-targets.ts';

interface Rows {
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
  readonly weight?: readonly number[];
}

const MAP_AT = [0.1, 0.3, 0.5, 0.7, 0.9, 0.99];

export function recalibration(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const platt = fitPlatt({ cells });
  const temperature = fitTemperature({ cells });
  const beta = fitBeta({ cells });
  const smoothed = fitPlatt({ cells, targets: 'smoothed' });
  const raw = Float64Array.from(cells.confidence, (sum, i) => sum / cells.verdicts[i]!);
  const targets = verdictTargets(cells, 'smoothed')!;
  const onRaw = logisticFit(cells, [new Float64Array(cells.length).fill(1), raw], targets);
  const none = cellsLogLoss(cells, (c) => c);
  // References hold the curve of a falling fit too, for which there is no map.
  const line = (fit: { intercept?: number; slope: number; map: RecalibrationMap | null } | null) =>
    fit === null
      ? null
      : MAP_AT.map((c) =>
          fit.map === null ? sigmoid((fit.intercept ?? 0) + fit.slope * logOdds(c)) : applyMap(fit.map, c),
        );
  return {
    clip: CONFIDENCE_CLIP,
    platt_logit: platt && {
      intercept: platt.intercept,
      slope: platt.slope,
      se_intercept: platt.interceptError,
      se_slope: platt.slopeError,
      ci95_slope: platt.slopeInterval,
      ci95_intercept: platt.interceptInterval,
    },
    temperature: temperature && { T: temperature.temperature, inverse_T: temperature.slope },
    platt_smoothed_logit: smoothed && { slope: smoothed.slope, intercept: smoothed.intercept },
    platt_smoothed_raw: onRaw && { slope: onRaw.coefficients[1], intercept: onRaw.coefficients[0] },
    beta_abm: beta && { a: beta.a, b: beta.b, c: beta.intercept },
    log_loss_after: {
      platt_logit: platt?.logLoss,
      temperature: temperature?.logLoss,
      beta_abm: beta?.logLoss,
      none: none.loss / none.weight,
    },
    map_at: {
      confidence: MAP_AT,
      platt_logit: line(platt),
      temperature: line(temperature),
      beta_abm: beta?.map ? MAP_AT.map((c) => applyMap(beta.map!, c)) : null,
      platt_smoothed_logit: line(smoothed),
    },
    smoothed_target: targets[0],
  };
}
