import { describe, expect, it } from 'vitest';
import { framelessTable } from '../../src/cli/frameless-table.ts';

const HEADINGS = ['domain', 'errors', 'next'];
const row = (at: number): string[] => [
  'd'.repeat(1 + (at % 17)),
  `${at % 1000}.0 %`,
  at % 7 === 0 ? '返金\nlater' : '–',
];
const rows = (count: number): string[][] => Array.from({ length: count }, (_, at) => row(at));

describe('a table without a frame', () => {
  it('puts names under names and numbers under numbers, each line of a cell below the one before', () => {
    const lines = [
      ['refunds', '1.0 %', '返金\nlater'],
      ['chargebacks', '12.5 %', '–'],
    ];
    expect(framelessTable(['domain', 'errors\nat most', 'next'], lines, { left: [0, 2], rule: '─' })).toBe(
      [
        'domain        errors  next',
        '             at most',
        '─'.repeat('chargebacks   12.5 %  later'.length),
        'refunds        1.0 %  返金',
        '                      later',
        'chargebacks   12.5 %  –',
        '',
      ].join('\n'),
    );
  });

  it('is as wide as the widest cell of any row', () => {
    const lines = framelessTable(['a', 'b'], [...rows(120).map(() => ['x', '1']), ['a longer one', '1']])
      .trimEnd()
      .split('\n');
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set(['a longer one  1'.length]));
  });

  it('has room for a line over all columns', () => {
    const whole = 'over all of them, and far wider than they are together';
    const text = framelessTable(['a', 'b'], [...rows(60).map(() => ['x', '1']), whole]);
    expect(text.trimEnd().split('\n').at(-1)).toBe(whole);
  });

  it('shows its headings where it has no rows', () => {
    expect(framelessTable(HEADINGS, [])).toBe('domain  errors  next\n');
  });
});
