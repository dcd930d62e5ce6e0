import type { RecalibrationKind, RecalibrationMap } from '../contracts/recalibration.ts';
import { applyMap } from './apply-map.ts';
import { biasTest } from './bias-test.ts';
import { brierScore } from './brier-score.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { cellsLogLoss } from './cells-log-loss.ts';
import { effectiveVerdicts } from './effective-verdicts.ts';
import { fitBeta } from './fit-beta.ts';
import { fitIsotonicMap } from './fit-isotonic-map.ts';
import { fitPlatt } from './fit-platt.ts';
import { fitTemperature } from './fit-temperature.ts';
import { mapCells } from './map-cells.ts';
import { mergeCells } from './merge-cells.ts';
import { miscalibrationTest } from './miscalibration-test.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';

export interface RecalibrationChoice {
  readonly kind: RecalibrationKind;
  /** Fitted on all folds; `{ kind: 'none' }` where nothing is to be applied. */
  readonly map: RecalibrationMap;
  /**
   * `calibrated`: no test rejects. `unproven`: fewer than two folds with verdicts. `falling`: accuracy does not rise with
   * confidence, so flag the domain. `no-gain`: no map that the verdicts allow predicts better than none.
   */
  readonly reason: 'chosen' | 'calibrated' | 'unproven' | 'falling' | 'no-gain';
  /** (Σ w)² / Σ w²: the verdicts, when all weigh the same. */
  readonly effectiveVerdicts: number;
  /** Each is held against alpha / 2; null without verdicts. */
  readonly p: { readonly signedGap: number | null; readonly miscalibration: number | null };
  /** Mean log loss on each fold of the map fitted on the folds before; null with fewer than two folds with verdicts. */
  readonly scores: Readonly<Record<RecalibrationKind, number | null>>;
}

const PLATT_FROM = 200;
const ISOTONIC_FROM = 1000;

const FITS: Readonly<Record<RecalibrationKind, (cells: CalibrationCells) => RecalibrationMap | null>> = {
  none: () => ({ kind: 'none' }),
  temperature: (cells) => fitTemperature({ cells })?.map ?? null,
  platt: (cells) => (fitPlatt({ cells }) ?? fitPlatt({ cells, targets: 'smoothed' }))?.map ?? null,
  beta: (cells) => fitBeta({ cells })?.map ?? null,
  isotonic: (cells) => fitIsotonicMap({ cells }),
};
const KINDS = Object.keys(FITS) as RecalibrationKind[];

/**
 * Chooses how to recalibrate a domain, or that it should be left alone.
 *
 * Nothing while no test rejects, since a map fitted to an already good AI does harm. Then the kind that the number of
 * verdicts can carry: temperature below 200, Platt from 200, isotonic from 1000 where the Platt fit is itself rejected; and of
 * these only one that has predicted later verdicts better than no map, the best. `beta` is scored for comparison only.
 *
 * @param input folds, verdicts in order of time, oldest first, made on the same bands; seed of the resampling, whole; alpha,
 *   chance of meddling with a calibrated AI, in (0, 1), default 0.05, halved between the test of the mean gap and that of the
 *   shape
 * @returns the chosen map, why, and how each kind has predicted, walking forward
 * @throws RangeError outside those ranges
 * @see Dawid, "Statistical theory: the prequential approach", 1984, for the scores; the sizes are from our own simulations
 * @example
 * const folds = [[1, 1, 0, 0], [1, 0, 0, 1]].map((correct) =>
 *   calibrationCells({ confidence: [0.95, 0.95, 0.9, 0.9], correct }),
 * );
 * chooseRecalibration({ folds, seed: 1 }).kind; // => 'temperature'
 */
export function chooseRecalibration(input: {
  readonly folds: readonly CalibrationCells[];
  readonly seed: number;
  readonly alpha?: number;
}): RecalibrationChoice {
  const { seed, alpha = 0.05 } = input;
  for (const fold of input.folds) requireCells('chooseRecalibration', fold);
  requireOpenUnit('chooseRecalibration', 'alpha', alpha);
  if (!Number.isSafeInteger(seed))
    throw new RangeError('chooseRecalibration requires seed to be a whole number');

  const folds = input.folds.filter(({ length }) => length > 0);
  const cells = mergeCells(folds);
  const rejects = (p: number | null | undefined): boolean => p !== null && p !== undefined && p <= alpha / 2;
  const p = {
    signedGap: signedGapOf(cells),
    miscalibration: miscalibrationTest({ cells, seed })?.p ?? null,
  };
  const scores = walkForward(folds);
  const effective = effectiveVerdicts(cells);
  const answer = (map: RecalibrationMap, reason: RecalibrationChoice['reason']): RecalibrationChoice => ({
    kind: map.kind,
    map,
    reason,
    effectiveVerdicts: effective,
    p,
    scores,
  });

  const none = { kind: 'none' } as const;
  if (!rejects(p.signedGap) && !rejects(p.miscalibration)) return answer(none, 'calibrated');
  const simple = FITS[effective < PLATT_FROM ? 'temperature' : 'platt'](cells);
  const isPlattRejected = (): boolean => {
    if (simple === null) return true;
    return rejects(miscalibrationTest({ cells: mapCells(cells, simple), seed })?.p);
  };
  const isotonic = effective >= ISOTONIC_FROM && isPlattRejected() ? FITS.isotonic(cells) : null;
  const allowed = [simple, isotonic].filter((map) => map !== null);
  if (allowed.length === 0) return answer(none, 'falling');
  const scoreOf = (kind: RecalibrationKind): number => scores[kind] ?? Infinity;
  if (scores.none === null) return answer(none, 'unproven');
  const best = allowed.reduce((left, right) => (scoreOf(right.kind) < scoreOf(left.kind) ? right : left));
  return scoreOf(best.kind) < scores.none ? answer(best, 'chosen') : answer(none, 'no-gain');
}

function signedGapOf(cells: CalibrationCells): number | null {
  const [score, test] = [brierScore({ cells }), biasTest({ cells })];
  if (score === null) return null;
  // All confidences 0 or 1: a single wrong verdict is then proof.
  return test?.p ?? (score.brier === 0 ? 1 : 0);
}

/** A fold for which no map could be fitted yet is read as it stands, as it would have been at the time. */
function walkForward(folds: readonly CalibrationCells[]): RecalibrationChoice['scores'] {
  const sums = KINDS.map(() => ({ loss: 0, weight: 0 }));
  for (let i = 1; i < folds.length; i += 1) {
    const past = mergeCells(folds.slice(0, i));
    KINDS.forEach((kind, place) => {
      const map = FITS[kind](past) ?? { kind: 'none' };
      const { loss, weight } = cellsLogLoss(folds[i]!, (confidence) => applyMap(map, confidence));
      sums[place]!.loss += loss;
      sums[place]!.weight += weight;
    });
  }
  const means = sums.map(({ loss, weight }) => (weight === 0 ? null : loss / weight));
  return Object.fromEntries(
    KINDS.map((kind, place) => [kind, means[place]]),
  ) as RecalibrationChoice['scores'];
}
