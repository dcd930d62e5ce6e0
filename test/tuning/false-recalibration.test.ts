import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import type { RecalibrationMap } from '../../src/contracts/recalibration.ts';
import { binomialTail, fitIsotonicMap } from '../../src/statistics/index.ts';
import { certify } from '../../src/tuning/certify.ts';
import { judgedCells } from '../../src/tuning/judged-cells.ts';
import { recalibratedBand } from '../../src/tuning/recalibrated-bands.ts';
import { Life } from '../support/life.ts';
import { random } from '../support/random.ts';
import { risksAbove, type World, worldOf } from '../support/world.ts';

const LIMIT = 0.05;
const DELTA = 0.05;
const target: Target = Object.freeze({ risk: LIMIT, delta: DELTA, guarantee: 'selective-risk' });
const LIVES = 200;
const NIGHTS = 25;
const PER_NIGHT = 80;

/** Worlds at their limit: everywhere, or but for the surest decisions. */
const borderline: Readonly<Record<string, World>> = {
  'at every threshold': worldOf(() => LIMIT),
  'but for the top': worldOf((_, place) => (place < 4 ? 0.3 : 1) * LIMIT),
};

/** The most pliable map of all. */
function fitted(evidence: Evidence): RecalibrationMap {
  return fitIsotonicMap({ cells: judgedCells(evidence) }) ?? { kind: 'none' };
}

function through(map: RecalibrationMap, evidence: Evidence, starts: readonly number[]): Evidence {
  return {
    ...evidence,
    startConfidences: starts.map((ppm) => recalibratedBand(map, ppm)),
    recalibration: { map, reason: 'chosen', verdicts: 600, before: '2026-02-01', digest: '' },
  };
}

/** Whether a job that looks every night ever certifies what is at its limit. */
function isEverFalse(world: World, seed: number): boolean {
  const chance = random(seed);
  const rates = world.confidences.map(() => 1);
  const past = new Life({ world, chance });
  for (let night = 0; night < 10; night += 1) past.live({ decisions: 60, rates });
  const before = past.evidence();
  const map = fitted(before);
  const isNull = risksAbove(world).map((risk) => risk >= LIMIT * (1 - 1e-12));
  const later = new Life({ world, chance });
  for (let night = 0; night < NIGHTS; night += 1) {
    later.live({ decisions: PER_NIGHT, rates });
    const seen = through(map, later.evidence(), before.startConfidences);
    const isFalse = certify(seen, target, false).certified.some(
      ({ thresholdPpm }) => isNull[world.confidences.findLastIndex((ppm) => ppm >= thresholdPpm)],
    );
    if (isFalse) return true;
  }
  return false;
}

function falseLives(isFalse: (seed: number) => boolean): number {
  return Array.from({ length: LIVES }, (_, seed) => isFalse(seed)).filter(Boolean).length;
}

describe('a search through a map that was settled before, looked at every night', () => {
  it.each(Object.entries(borderline))('makes no more than delta of all lives false: %s', (_, world) => {
    const wrong = falseLives((seed) => isEverFalse(world, seed));
    // So many false lives would come by chance once in a hundred if delta were kept.
    const { p } = binomialTail({ n: LIVES, errors: Math.max(0, wrong - 1), alpha: DELTA });
    expect(wrong === 0 ? 1 : 1 - p, `${wrong} of ${LIVES}`).toBeGreaterThan(0.01);
  });
});
