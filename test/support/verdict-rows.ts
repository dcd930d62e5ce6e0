import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CalibrationCells, calibrationCells } from '../../src/statistics/calibration-cells.ts';

export interface VerdictRows {
  readonly confidence: number[];
  readonly correct: number[];
  readonly weight: number[];
}

type Figure = (cells: CalibrationCells) => unknown;

const row = fc.record({
  // Few values, so that ties are common; both ends and the middle, so that nothing divides by them.
  confidence: fc.integer({ min: 0, max: 20 }).map((step) => step / 20),
  correct: fc.constantFrom(0, 1),
  weight: fc.constantFrom(1, 2, 5),
});

/** Weighted rows with many ties. */
export const verdictRows: fc.Arbitrary<VerdictRows> = fc
  .array(row, { minLength: 1, maxLength: 40 })
  .map(columnsOf);

function columnsOf(rows: readonly { confidence: number; correct: number; weight: number }[]): VerdictRows {
  return {
    confidence: rows.map(({ confidence }) => confidence),
    correct: rows.map(({ correct }) => correct),
    weight: rows.map(({ weight }) => weight),
  };
}

function take({ confidence, correct, weight }: VerdictRows, order: readonly number[]): VerdictRows {
  return {
    confidence: order.map((i) => confidence[i] as number),
    correct: order.map((i) => correct[i] as number),
    weight: order.map((i) => weight[i] as number),
  };
}

const places = ({ confidence }: VerdictRows): number[] => confidence.map((_, i) => i);
const unweighted = (rows: VerdictRows): VerdictRows => ({ ...rows, weight: rows.weight.map(() => 1) });

/** The same verdicts, a cell each. */
function finest(rows: VerdictRows): CalibrationCells {
  const sorted = take(
    rows,
    places(rows).sort((a, b) => (rows.confidence[a] as number) - (rows.confidence[b] as number)),
  );
  const column = (value: (i: number) => number): Float64Array =>
    Float64Array.from(sorted.confidence, (_, i) => value(i));
  const c = (i: number): number => sorted.confidence[i] as number;
  const y = (i: number): number => sorted.correct[i] as number;
  return {
    length: sorted.confidence.length,
    band: column((i) => c(i) * 1_000_000),
    weight: column((i) => sorted.weight[i] as number),
    verdicts: column(() => 1),
    correct: column(y),
    confidence: column(c),
    squaredConfidence: column((i) => c(i) ** 2),
    correctConfidence: column((i) => c(i) * y(i)),
  };
}

/** Compares figures number by number; null meets null only. */
export function expectClose(got: unknown, expected: unknown, tolerance = 1e-9): void {
  if (typeof expected === 'number') {
    expect(got).toBeTypeOf('number');
    const slack = tolerance * Math.max(1, Math.abs(expected));
    expect(Math.abs((got as number) - expected), `${got} against ${expected}`).toBeLessThanOrEqual(slack);
  } else if (expected !== null && typeof expected === 'object') {
    expect(Object.keys(got as object)).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected))
      expectClose((got as Record<string, unknown>)[key], value, tolerance);
  } else expect(got).toBe(expected);
}

/** What holds for every figure of verdicts. */
export function itIsAFigureOfVerdicts(figure: Figure): void {
  it('does not depend on the order of rows', () => {
    const shuffled = verdictRows.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(places(rows), { minLength: rows.confidence.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, order]) => {
        expectClose(figure(calibrationCells(take(rows, order))), figure(calibrationCells(rows)));
      }),
    );
  });

  it('does not depend on how verdicts of one band and weight are cut into cells', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        expectClose(figure(finest(rows)), figure(calibrationCells(rows)));
      }),
    );
  });

  it('takes weights of 1 for no weights', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const plain = calibrationCells({ confidence, correct });
        expect(figure(calibrationCells({ confidence, correct, weight: weight.map(() => 1) }))).toEqual(
          figure(plain),
        );
      }),
    );
  });

  it('refuses sums that cannot come from verdicts, and cells out of order', () => {
    const cells = calibrationCells({ confidence: [0.5, 0.9], correct: [1, 1] });
    const broken: Partial<CalibrationCells>[] = [
      { length: 3 },
      { band: Float64Array.of(9, 5) },
      { band: Float64Array.of(5, 2_000_000) },
      { weight: Float64Array.of(1, 0) },
      { verdicts: Float64Array.of(1, Number.NaN) },
      { correct: Float64Array.of(1, 2) },
      { confidence: Float64Array.of(0.5, 1.5) },
      { squaredConfidence: Float64Array.of(0.25, 0.95) },
      { correctConfidence: Float64Array.of(0.5, -0.1) },
      { correctConfidence: Float64Array.of(0.5, 0.8) },
      { squaredConfidence: Float64Array.of(0.25, 0.7) },
      { verdicts: Float64Array.of(1, 1.5) },
    ];
    for (const part of broken) expect(() => figure({ ...cells, ...part })).toThrow(RangeError);
  });
}

/** What holds for means: a weight is a number of equal rows. */
export function itIsAMean(figure: Figure, tolerance = 1e-9): void {
  it('stays when every row is there twice', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        const twice = take(rows, [...places(rows), ...places(rows)]);
        expectClose(figure(calibrationCells(twice)), figure(calibrationCells(rows)), tolerance);
      }),
    );
  });

  it('takes a weight for as many rows, also where a band has cells of several weights', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        const copies = places(rows).flatMap((i) => new Array<number>(rows.weight[i] as number).fill(i));
        const replicated = unweighted(take(rows, copies));
        expectClose(figure(calibrationCells(rows)), figure(calibrationCells(replicated)), tolerance);
      }),
    );
  });
}

/** Cases of one file of reference values. */
export function goldenCases(
  file: string,
): { name: string; cells: CalibrationCells; expected: Record<string, unknown> }[] {
  const path = join(import.meta.dirname, '..', 'golden', 'calibration', `${file}.json`);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as {
    cases: { name: string; input: VerdictRows; expected: Record<string, unknown> }[];
  };
  return cases.map(({ name, input, expected }) => ({ name, cells: calibrationCells(input), expected }));
}

export const noCells: CalibrationCells = calibrationCells({ confidence: [], correct: [] });
