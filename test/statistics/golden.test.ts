import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../tools/golden/compare.ts';
import { runFile } from '../../tools/golden/run-file.ts';

const folder = join(import.meta.dirname, '..', 'golden');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);

describe('reference values', () => {
  it.each(files)('%s holds in every case', (file) => {
    const result = runFile(basename(file, '.json'), readFileSync(join(folder, file), 'utf8'));
    expect(result?.failures).toEqual([]);
    expect(result?.passed).toBeGreaterThan(0);
  });

  it('a file that nothing answers is not taken for a success', () => {
    expect(runFile('smooth_moves', '{"cases": []}')).toBeNull();
    expect(runFile('toString', '{"cases": []}')).toBeNull();
  });

  it('a case whose input is refused is a failure, not a crash', () => {
    const text = JSON.stringify({ cases: [{ input: { errors: 2, n: 1, alpha: 0.1 }, expected: { p: 1 } }] });
    expect(runFile('binomial_tail', text)).toMatchObject({ passed: 0, total: 1 });
  });
});

describe('the comparison', () => {
  it('reads a plain tolerance as absolute', () => {
    expect(compare(1.05, 1, 0.1).failures).toEqual([]);
    expect(compare(1.2, 1, 0.1).failures).toHaveLength(1);
  });

  it('adds atol and rtol', () => {
    expect(compare({ x: 100.9 }, { x: 100 }, { atol: 0.1, rtol: 0.01 }).failures).toEqual([]);
    expect(compare({ x: 101.2 }, { x: 100 }, { atol: 0.1, rtol: 0.01 }).failures).toHaveLength(1);
  });

  it('finds the entry of one key, also for a plural and through nesting', () => {
    const tolerance = { p_rtol: 0.1, pValue_rtol: 0.1, theta: 0.5 };
    expect(compare({ p: 1.05, theta: 2.4 }, { p: 1, theta: 2 }, tolerance).failures).toEqual([]);
    expect(compare({ pValues: { low: 1.05 } }, { pValues: { low: 1 } }, tolerance).failures).toEqual([]);
    expect(compare({ p: 1.05, theta: 2.6 }, { p: 1, theta: 2 }, tolerance).failures).toHaveLength(1);
    expect(compare({ a: { ci: [0.2] } }, { a: { ci: [0.1] } }, 1e-9, { ci: 0.2 }).failures).toEqual([]);
  });

  it('tells null, zero, missing and NaN apart', () => {
    for (const got of [0, undefined, Number.NaN])
      expect(compare({ x: got }, { x: null }, 1).failures).toHaveLength(1);
    for (const got of [null, undefined, Number.NaN])
      expect(compare({ x: got }, { x: 0 }, 1).failures).toHaveLength(1);
    expect(compare({ x: null }, { x: null }, 0).failures).toEqual([]);
  });

  it('notices a list that is too long and a truth that is false', () => {
    expect(compare([1, 2], [1], 0).failures).toHaveLength(1);
    expect(compare({ reject: [true] }, { reject: [false] }, 1).failures).toHaveLength(1);
  });
});
