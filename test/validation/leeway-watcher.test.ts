import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certify } from '../../src/tuning/certify.ts';
import { startPlaces } from '../../src/tuning/starts.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';
import { LeewayWatcher } from '../../src/validation/leeway-watcher.ts';
import { evidenceOf, type Row, row } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

/** Bands in the middle of the grid, so that every one is a threshold that both can certify. */
const EDGES = [990_000, 960_000, 930_000, 900_000, 870_000, 840_000, 800_000, 700_000, 600_000, 500_000];
const TARGET = { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' } as const;

/** Decisions that fall on the bands evenly, reviewed at a rate of the band. */
function history(seed: number, count: number, rates: readonly number[], risk: number): Row[] {
  const chance = random(seed);
  const smallest = Math.min(...rates);
  return Array.from({ length: count }, () => {
    const band = chance.below(EDGES.length);
    const inclusion = rates[band % rates.length] as number;
    const isReviewed = chance.uniform() < inclusion;
    const isError = chance.uniform() < risk * (0.2 + band / 8);
    return row({
      ppm: EDGES[band] as number,
      inclusion,
      smallestInclusion: smallest,
      outcome: isReviewed ? (isError ? 'override' : 'agree') : 'unreviewed',
    });
  });
}

/** The place that the watcher answers after the whole history, its starts where `certify` has its own. */
function watched(rows: readonly Row[], rates: readonly number[], startsPpm: readonly number[]): number {
  const sorted = [...new Set(rates)].sort((a, b) => a - b);
  // A start of the grid lies at or above the band that it lets in.
  const starts = startsPpm.map((start) => EDGES.findIndex((edge) => edge <= start));
  const watcher = new LeewayWatcher({
    ...{ risk: TARGET.risk, delta: TARGET.delta, places: EDGES.length, rates: sorted },
    ...{ starts, weights: [0.5, 0.3, 0.2], edges: EDGES.map((edge) => edge / 1e6) },
  });
  for (const one of rows) {
    if (one.outcome === 'unreviewed') continue;
    const rate = sorted.indexOf(one.inclusion as number);
    watcher.review(EDGES.indexOf(one.ppm), one.outcome === 'override', rate, 0);
  }
  return watcher.night();
}

describe('LeewayWatcher', () => {
  it.each([
    { name: 'audited', rates: [0.2, 0.5, 1] },
    { name: 'audited at one rate', rates: [0.3] },
  ])('finds the threshold that certify finds on the same evidence, $name', ({ rates }) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 600, max: 6000 }), (seed, count) => {
        const rows = history(seed, count, rates, 0.035);
        const evidence = evidenceOf(rows);
        const lowest = certify(evidence, TARGET, false).certified[0]?.thresholdPpm ?? null;
        const starts = startPlaces(evidence.startConfidences).map((place) => THRESHOLD_GRID[place] as number);
        const place = watched(rows, rates, starts);
        expect(place < 0 ? null : EDGES[place]).toBe(
          lowest === null ? null : EDGES.find((edge) => edge <= lowest),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('claims every place that it passes, and no place twice', () => {
    const watcher = new LeewayWatcher({
      ...{ risk: 0.05, delta: 0.05, places: 4, rates: [1], edges: [0.9, 0.8, 0.7, 0.6] },
      ...{ starts: [0, 1, 2], weights: [0.5, 0.3, 0.2] },
    });
    const claimed: number[] = [];
    for (let night = 0; night < 40; night++) {
      for (let band = 0; band < 4; band++) for (let i = 0; i < 10; i++) watcher.review(band, false, 0, 0);
      watcher.night();
      claimed.push(...watcher.claims);
    }
    expect([...claimed].sort()).toEqual([0, 1, 2, 3]);
  });

  it('keeps what it has certified, whatever comes after', () => {
    const watcher = new LeewayWatcher({
      ...{ risk: 0.05, delta: 0.05, places: 1, rates: [1], edges: [0.9], starts: [0], weights: [1] },
    });
    for (let i = 0; i < 100; i++) watcher.review(0, false, 0, 0);
    expect(watcher.night()).toBe(0);
    for (let i = 0; i < 500; i++) watcher.review(0, true, 0, 0);
    expect(watcher.night()).toBe(0);
  });

  it('works on the grid on which thresholds are tested', () => {
    for (const edge of EDGES) expect(THRESHOLD_GRID).toContain(edge);
  });
});
