import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import type { SliceEvidence } from '../../../src/contracts/slice.ts';
import { Database } from '../../../src/store/database.ts';
import { sliceEvidence } from '../../../src/store/evidence/slice-evidence.ts';
import { readHistory } from '../../../src/store/history.ts';
import {
  FORMATS,
  type Format,
  temporaryFolder,
  type WrittenRow,
  writeHistory,
} from '../../support/write-history.ts';

const HOUR = 3_600_000;

interface Asked {
  readonly config?: unknown;
  readonly map?: unknown;
}

/** The slices of each (domain, model) that files hold. */
async function slicesOf(
  paths: string | readonly string[],
  { config, map }: Asked = {},
): Promise<Record<string, readonly SliceEvidence[]>> {
  const db = await Database.open();
  try {
    const configuration = Configuration.parse(
      config ?? { defaults: { slices: ['language'], maturity: '0d' } },
    );
    const mapping = Mapping.parse(map ?? {});
    const names = typeof paths === 'string' ? [paths] : paths;
    const history = await readHistory(db, names, mapping, configuration, null);
    const found = await sliceEvidence(db, history, configuration);
    return Object.fromEntries(
      history.evidence.flatMap((one) => {
        const slices = found.of(one);
        return slices === undefined ? [] : [[`${one.domain} ${one.model}`, slices]];
      }),
    );
  } finally {
    db.close();
  }
}

async function written(rows: readonly WrittenRow[], format: Format): Promise<string> {
  return writeHistory(join(temporaryFolder(), `history.${format}`), rows);
}

function decision(index: number, language: string | null, over: WrittenRow = {}): WrittenRow {
  return {
    decision_id: `d${index}`,
    domain: 'refunds',
    decided_at: new Date(Date.UTC(2026, 0, 1) + index * HOUR).toISOString(),
    confidence: 0.9,
    model: 'm',
    verdict: index % 10 === 0 ? 'override' : 'agree',
    language,
    ...over,
  };
}

/** Decisions with the languages of a pattern in turn. */
function decisions(count: number, pattern: readonly (string | null)[], over: WrittenRow = {}): WrittenRow[] {
  return Array.from({ length: count }, (_, index) =>
    decision(index, pattern[index % pattern.length] ?? null, over),
  );
}

function counts(slices: readonly SliceEvidence[] | undefined): [string, number, number][] {
  return (slices ?? []).map(({ value, evidence }) => [
    value,
    evidence.cells.reduce((sum, cell) => sum + cell.decisions, 0),
    evidence.cells.reduce((sum, cell) => sum + (cell.loss ?? 0) * cell.decisions, 0),
  ]);
}

describe('slices', () => {
  it.each(FORMATS)('are counted by value, from %s', async (format) => {
    const path = await written(decisions(100, ['de', 'de', 'en', null]), format);
    const found = await slicesOf(path);
    expect(counts(found['refunds m'])).toEqual([
      ['de', 50, 5],
      ['(none)', 25, 0],
      ['en', 25, 5],
    ]);
  });

  it('add up to the evidence of their domain', async () => {
    const path = await written(decisions(200, ['de', 'en', 'fr']), 'parquet');
    const found = counts((await slicesOf(path))['refunds m']);
    expect(found.reduce((sum, [, all]) => sum + all, 0)).toBe(200);
    expect(found.reduce((sum, [, , wrong]) => sum + wrong, 0)).toBe(20);
  });

  it('pool values that fewer than one of twenty of the first decisions have, and what comes up later', async () => {
    const early = decisions(600, ['de', 'de', 'de', 'de', 'en', 'en', 'en', 'en', 'en', 'en']);
    const rare = early.map((row, index) => (index < 20 ? { ...row, language: `rare${index}` } : row));
    const late = Array.from({ length: 300 }, (_, index) => decision(600 + index, 'nl'));
    const path = await written([...rare, ...late], 'csv');
    const found = counts((await slicesOf(path))['refunds m']);
    // Twenty rare ones are too few for a slice, so the less frequent of the two joins them.
    expect(found.map(([value, all]) => [value, all])).toEqual([
      ['en', 348],
      ['(other)', 552],
    ]);
  });

  it('are the same whatever the verdicts say', async () => {
    const rows = decisions(300, ['de', 'en', 'fr', 'nl']);
    const turned = rows.map((row) => ({
      ...row,
      verdict: row['verdict'] === 'agree' ? 'override' : 'agree',
    }));
    const names = async (all: readonly WrittenRow[]) =>
      counts((await slicesOf(await written(all, 'csv')))['refunds m']).map(([value, n]) => [value, n]);
    expect(await names(turned)).toEqual(await names(rows));
  });

  it('are kept apart by domain and model, and asked for by domain', async () => {
    const path = await written(
      [
        ...decisions(60, ['de', 'en'], { model: 'a' }),
        ...decisions(60, ['de', 'en']).map((row, i) => ({ ...row, decision_id: `e${i}`, model: 'b' })),
        ...decisions(60, ['de', 'en']).map((row, i) => ({ ...row, decision_id: `f${i}`, domain: 'other' })),
      ],
      'csv',
    );
    const found = await slicesOf(path, {
      config: { defaults: { maturity: '0d' }, domains: { refunds: { slices: ['language'] } } },
    });
    expect(Object.keys(found)).toEqual(['refunds a', 'refunds b']);
    expect(counts(found['refunds b']).map(([value, n]) => [value, n])).toEqual([
      ['de', 30],
      ['en', 30],
    ]);
  });

  it('come from the decisions where verdicts stand beside them, the first where one repeats', async () => {
    const rows = decisions(40, ['de', 'en']);
    const deciding = rows.map(({ verdict: _, ...row }) => row);
    const again = { ...deciding[0], language: 'en' } as WrittenRow;
    const judging = rows.map(({ decision_id, verdict }) => ({ decision_id, verdict }) as WrittenRow);
    const paths = [await written([...deciding, again], 'csv'), await written(judging, 'csv')];
    expect(counts((await slicesOf(paths))['refunds m'])).toEqual([
      ['de', 20, 4],
      ['en', 20, 0],
    ]);
  });

  it('leave out what never is for the AI to take', async () => {
    const rows = decisions(60, ['de', 'en', 'nl']).map((row) => ({
      ...row,
      amount: row['language'] === 'nl' ? 500 : 5,
    }));
    const config = { defaults: { slices: ['language'], maturity: '0d', maxAmount: 100 } };
    const found = await slicesOf(await written(rows, 'csv'), { config });
    expect(counts(found['refunds m']).map(([value]) => value)).toEqual(['de', 'en']);
  });

  it('leave out young decisions as their domain does', async () => {
    const rows = decisions(100, ['de', 'en']).map((row, i) => (i > 96 ? { ...row, verdict: null } : row));
    const config = { defaults: { slices: ['language'], maturity: '1d' } };
    const found = await slicesOf(await written(rows, 'csv'), { config });
    const all = counts(found['refunds m']).reduce((sum, [, n]) => sum + n, 0);
    expect(all).toBe(76);
  });

  it('are refused by a column that no file has, or that a verdict fills', async () => {
    const path = await written(decisions(20, ['de']), 'csv');
    const config = { defaults: { slices: ['langauge'] } };
    await expect(slicesOf(path, { config })).rejects.toThrow(
      /^leeway\.yaml: slices: no file of decisions has a column "langauge" \(columns found: .*language\); correct the name$/,
    );
    const map = { columns: { verdict: 'language' } };
    await expect(slicesOf(path, { map })).rejects.toThrow(/"language" is the verdict, known only once/);
    expect(() => Configuration.parse({ defaults: { slices: ['verdict'] } })).toThrow(/known only once/);
  });
});
