import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { binIndex } from '../../../src/statistics/index.ts';
import { Database } from '../../../src/store/database.ts';
import { decimalBand, ppm } from '../../../src/store/evidence/band.ts';
import { raw, sql } from '../../../src/store/sql.ts';
import { THRESHOLD_GRID } from '../../../src/tuning/threshold-grid.ts';

const MILLION = 1_000_000;
let db: Database;
beforeAll(async () => {
  db = await Database.open();
});
afterAll(() => db.close());

/** The database's answer for each double, bit for bit. */
async function ppmOf(confidences: readonly number[]): Promise<number[]> {
  const texts = JSON.stringify(confidences.map((one) => (Object.is(one, -0) ? '-0.0' : String(one))));
  const [back, answer] = await db.doubles(sql`SELECT c, ${ppm(raw('c'))}::DOUBLE
    FROM (SELECT unnest(from_json(${texts}, '["VARCHAR"]'))::DOUBLE AS c)`);
  expect([...(back ?? [])]).toEqual(confidences);
  return [...(answer ?? [])];
}

/** The double's neighbours: as far away as a double can be told apart. */
function near(value: number, steps: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps));
  return view.getFloat64(0);
}

/** floor(value * 10^6) of the exact rational number that a double in [0, 1] is. */
function exactFloor(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const [mantissa, power] = exponent === 0n ? [fraction, 1074n] : [fraction | (1n << 52n), 1075n - exponent];
  return Number((mantissa * 1_000_000n) >> power);
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const atThreshold = fc
  .tuple(fc.integer({ min: 1, max: MILLION - 1 }), fc.integer({ min: -3, max: 3 }))
  .map(([k, steps]) => near(k / MILLION, steps));
const confidences = fc.array(fc.oneof(share, atThreshold, fc.constantFrom(0, -0, 1, 5e-324, 1 - 2 ** -53)), {
  minLength: 200,
  maxLength: 400,
});

describe('parts per million', () => {
  it('stand at or above k exactly where the confidence is at or above the double k / 10^6', async () => {
    await fc.assert(
      fc.asyncProperty(confidences, async (values) => {
        for (const [index, answer] of (await ppmOf(values)).entries()) {
          const value = values[index] as number;
          for (const k of [answer - 1, answer, answer + 1, Math.round(value * MILLION)])
            expect(value >= k / MILLION, `${value} against ${k}`).toBe(answer >= k);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are the exact floor, but for a double that stands for a decimal just above it', async () => {
    await fc.assert(
      fc.asyncProperty(confidences, async (values) => {
        for (const [index, answer] of (await ppmOf(values)).entries()) {
          const value = values[index] as number;
          const isDecimal = answer / MILLION === value;
          expect(answer, String(value)).toBe(
            isDecimal ? Math.abs(Math.round(value * MILLION)) : exactFloor(value),
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('give every threshold of the grid back', async () => {
    expect(await ppmOf(THRESHOLD_GRID.map((k) => k / MILLION))).toEqual(THRESHOLD_GRID);
  });
});

/** The edges as they are described, found by exact fractions. */
function describedEdges(): Set<number> {
  const edges = new Set<number>();
  const steps: readonly (readonly [until: number, step: number])[] = [
    [100, 1],
    [1000, 10],
    [10_000, 100],
    [990_000, 1000],
    [999_000, 100],
    [999_900, 10],
    [MILLION, 1],
  ];
  let at = 0;
  for (const [until, step] of steps) for (; at < until; at += step) edges.add(at);
  edges.add(MILLION);
  for (let bin = 0n; bin < 15n; bin++) edges.add(Number((bin * 1_000_000n + 14n) / 15n));
  return edges;
}

describe('decimal bands', () => {
  let bands: Float64Array;
  beforeAll(async () => {
    const [places, answer] = await db.doubles(
      sql`SELECT p::DOUBLE, (${decimalBand('p')})::DOUBLE FROM (SELECT range::INTEGER AS p FROM range(1000001)) ORDER BY p`,
    );
    expect(places?.[MILLION]).toBe(MILLION);
    bands = answer ?? new Float64Array();
  });

  it('begin at the edge below, for every value there is', () => {
    const edges = describedEdges();
    let edge = 0;
    let wrong = 0;
    for (let value = 0; value <= MILLION; value++) {
      if (edges.has(value)) edge = value;
      if (bands[value] !== edge) wrong += 1;
    }
    expect(wrong).toBe(0);
    expect(edges.size).toBeLessThan(2000);
  });

  it('have an edge at every threshold of the grid, so that none is cut in two', () => {
    expect(THRESHOLD_GRID.filter((threshold) => bands[threshold] !== threshold)).toEqual([]);
  });

  it('keep to one of 15 equal bins', () => {
    const straddling = bands.filter((band, value) => binIndex(band, 15) !== binIndex(value, 15));
    expect(straddling).toHaveLength(0);
  });

  it('do not lose 0.9995, and are the value where one in ten thousand counts', () => {
    const at = (value: number) => bands[value];
    expect([999_500, 999_509, 999_510, 999_901, 999_999, 1_000_000].map(at)).toEqual([
      ...[999_500, 999_500, 999_510, 999_901, 999_999, 1_000_000],
    ]);
    expect([0, 99, 105, 1099, 290_000, 290_999].map(at)).toEqual([0, 99, 100, 1000, 290_000, 290_000]);
  });
});

describe('bins as computed in the database', () => {
  const Golden = z.object({
    cases: z.array(
      z.object({
        name: z.string(),
        expected: z.object({ index_left_closed: z.array(z.number()), distinct_values: z.array(z.number()) }),
      }),
    ),
  });
  const file = join(import.meta.dirname, '../../golden/calibration/bin_edges.json');
  const golden = Golden.parse(JSON.parse(readFileSync(file, 'utf8')));

  it.each(golden.cases)('agree with the golden $name', async ({ name, expected }) => {
    const bins = Number(/\d+/.exec(name)?.[0]);
    const places = await ppmOf(expected.distinct_values);
    const inSql = await db.doubles(
      sql`SELECT least(p * ${bins}::BIGINT // 1000000, ${bins}::BIGINT - 1)::DOUBLE, least((${decimalBand('p')}) * 15 // 1000000, 14)::DOUBLE
        FROM (SELECT unnest(from_json(${JSON.stringify(places)}, '["INTEGER"]')) AS p)`,
    );
    expect([...(inSql[0] ?? [])]).toEqual(expected.index_left_closed);
    if (bins === 15) expect([...(inSql[1] ?? [])]).toEqual(expected.index_left_closed);
  });
});
