import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Mapping } from '../../src/contracts/mapping.ts';
import { clopperPearson } from '../../src/statistics/index.ts';
import { halfAndHalf } from '../../tools/half-and-half/half-and-half.ts';
import { halvesMarkdown } from '../../tools/half-and-half/markdown.ts';
import { outcomeOf } from '../../tools/half-and-half/outcome.ts';
import { totalsOf } from '../../tools/half-and-half/totals.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-test-halves-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = readonly [domain: string, minute: number, confidence: number, verdict: string, rate?: number];

function history(name: string, rows: readonly Row[]): string {
  const path = join(folder, `${name}.csv`);
  const lines = rows.map(([domain, minute, confidence, verdict, rate], index) =>
    [
      index,
      domain,
      new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString(),
      confidence,
      verdict,
      rate ?? '',
    ].join(','),
  );
  const header = 'decision_id,domain,decided_at,confidence,verdict,review_probability';
  writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
  return path;
}

const compare = (path: string) =>
  halfAndHalf({ files: [path], mapping: Mapping.parse({}), risk: 0.05, delta: 0.05 });

/** Every 100th answer at 0.9 is wrong, every third at 0.6. */
function steady(domain: string, from: number, count: number): Row[] {
  return Array.from({ length: count }, (_, i): Row => {
    const sure = i % 2 === 0;
    const wrong = sure ? i % 200 === 0 : i % 3 === 0;
    return [domain, from + i, sure ? 0.9 : 0.6, wrong ? 'override' : 'agree'];
  });
}

describe('halfAndHalf', () => {
  it('finds thresholds on the first half and counts on the second', async () => {
    const rows = steady('refunds', 0, 8000).map(
      (row, i): Row =>
        i < 4000 ? row : [row[0], row[1], row[2], i % 2 === 1 || i % 20 === 0 ? 'override' : 'agree'],
    );
    const halves = await compare(history('turned', rows));
    expect([halves.first.decisions, halves.second.decisions]).toEqual([4000, 4000]);
    const [row] = halves.rows;
    // From 0.601 to 0.9 all thresholds let the same decisions through.
    expect(row?.outcomes.certified).toMatchObject({
      threshold: 0.9,
      passed: 2000,
      reviewed: 2000,
      errors: 200,
    });
    expect(row?.outcomes.certified).toMatchObject({ over: true, overBeyondChance: true, coverage: 0.5 });
    expect(row?.outcomes.naive).toMatchObject({ threshold: 0.9, errors: 200 });
  });

  it('takes as naive the lowest confidence that one may count down to, ties and all', async () => {
    // At 0.8 alone 1 of 20 is wrong, but two decisions share that confidence with one more error.
    const first: Row[] = [
      ...Array.from({ length: 19 }, (_, i): Row => ['a', i, 0.9, 'agree']),
      ['a', 20, 0.8, 'override'],
      ['a', 21, 0.7, 'override'],
      ['a', 22, 0.7, 'agree'],
    ];
    const second: Row[] = first.map(([domain, minute, , verdict], i) => [
      domain,
      minute + 100,
      i < 11 ? 0.8 : 0.79,
      verdict,
    ]);
    const halves = await compare(history('ties', [...first, ...second]));
    expect(halves.rows[0]?.outcomes.naive).toMatchObject({ threshold: 0.8, passed: 11, decisions: 22 });
    expect(halves.rows[0]?.outcomes.certified).toBeNull();
  });

  it('keeps the decisions of one moment together, in the first half', async () => {
    const rows: Row[] = [0, 1, 1, 1, 2].map((minute) => ['a', minute, 0.9, 'agree']);
    const halves = await compare(history('moment', rows));
    expect([halves.first.decisions, halves.second.decisions]).toEqual([4, 1]);
  });

  it('says that a history of one moment has no second half', async () => {
    const rows: Row[] = [0, 0, 0].map((minute) => ['a', minute, 0.9, 'agree']);
    await expect(compare(history('instant', rows))).rejects.toThrow('there is no second half');
  });

  it('does not take a sample of verdicts for a count of errors', async () => {
    const audited = steady('b', 0, 2000).map(
      ([domain, minute, confidence, verdict], i): Row =>
        i < 1000
          ? [domain, minute, confidence, verdict, 1]
          : [domain, minute, confidence, i % 5 === 0 ? verdict : '', 0.2],
    );
    const halves = await compare(history('sampled', [...steady('a', 0, 2000), ...audited]));
    expect(halves.rows.map((row) => [row.domain, row.judged])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(halves.rows[1]?.outcomes).toEqual({ certified: null, firstLook: null, naive: null });
    expect(totalsOf(halves, 'naive')).toMatchObject({ domains: 1, withThreshold: 1, coverage: 0.5 });
    expect(halvesMarkdown(halves)).toContain('| b | 1\u2009000 | not judged |');
  });

  it('leaves a name from outside no way to become a table cell', async () => {
    const halves = await compare(history('names', steady('a|b *c* _d_ e_f', 0, 100)));
    const [, , , , line] = halvesMarkdown(halves).split('\n');
    expect(line).toContain('| a\\|b \\*c\\* \\_d\\_ e_f | 50 |');
  });
});

describe('outcomeOf', () => {
  it('calls an excess beyond chance exactly where the lower bound at 1 % is above the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.constantFrom(0.01, 0.05, 0.2),
        (reviewed, share, limit) => {
          const errors = Math.floor(share * reviewed);
          const one = outcomeOf(
            { threshold: 0.9, passed: reviewed, decisions: reviewed, reviewed, errors },
            limit,
            0.05,
          );
          expect(one.overBeyondChance).toBe(
            clopperPearson({ errors, n: reviewed, delta: 0.01 }).lower >= limit,
          );
          expect(one.over).toBe(errors / reviewed > limit);
        },
      ),
    );
  });

  it('has no error rate where nothing passed', () => {
    const one = outcomeOf({ threshold: 1, passed: 0, decisions: 10, reviewed: 0, errors: 0 }, 0.05, 0.05);
    expect(one).toMatchObject({
      coverage: 0,
      risk: null,
      riskUpper: 1,
      over: false,
      overBeyondChance: false,
    });
  });
});
