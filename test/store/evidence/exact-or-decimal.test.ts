import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/contracts/evidence.ts';
import { Database } from '../../../src/store/database.ts';
import { sql, text } from '../../../src/store/sql.ts';
import { placeAt, tallyOf } from '../../../src/tuning/tally.ts';
import { THRESHOLD_GRID } from '../../../src/tuning/threshold-grid.ts';
import { onlyEvidence, readFiles } from '../../support/read-files.ts';
import { temporaryFolder } from '../../support/write-history.ts';

interface Spread {
  readonly domain: string;
  readonly rows: number;
  /** Distinct confidences, each in whole ppm. */
  readonly values: number;
}

/** ppm of the n-th row: a stride that is coprime to a million visits every value. */
const ppmAt = (row: number, { values }: Spread): number => ((row % values) * 387_421) % 1_000_001;
const isWrong = (row: number): boolean => row % 17 === 3;

async function write(spreads: readonly Spread[], rowGroup = 122_880): Promise<string> {
  const path = join(temporaryFolder(), 'a.parquet');
  const db = await Database.open();
  const parts = spreads.map(
    ({ domain, rows, values }) => sql`SELECT ${domain} || i AS decision_id, ${domain}::VARCHAR AS domain,
        TIMESTAMP '2026-01-01' + to_seconds(i) AS decided_at, (i % ${values}::BIGINT * 387421) % 1000001 / 1000000 AS confidence,
        CASE WHEN i % 17 = 3 THEN 'override' ELSE 'agree' END AS verdict, i % 100 AS amount FROM range(${rows}::BIGINT) AS t (i)`,
  );
  const all = parts.reduce((one, other) => sql`${one} UNION ALL ${other}`);
  await db.run(sql`SET threads = 1`);
  await db.run(sql`CREATE TABLE history AS ${all}`);
  await db.run(sql`COPY history TO ${text(path)} (FORMAT parquet, ROW_GROUP_SIZE ${text(String(rowGroup))})`);
  db.close();
  return path;
}

/** Sums over all cells, as whole numbers: they must be the sums over all rows. */
function totals({ cells }: Evidence): Record<string, bigint> {
  const sum = (of: (cell: Evidence['cells'][number]) => number | bigint): bigint =>
    cells.reduce((all, cell) => all + BigInt(of(cell)), 0n);
  return {
    decisions: sum((cell) => cell.decisions),
    ppm: sum((cell) => cell.excess + cell.band * cell.decisions),
    squared: sum((cell) => {
      const [band, n] = [BigInt(cell.band), BigInt(cell.decisions)];
      return BigInt(cell.excessSquared) + 2n * band * BigInt(cell.excess) + n * band * band;
    }),
    cents: sum((cell) => cell.amountCents),
    wrong: sum((cell) => (cell.outcome === 'override' ? cell.decisions : 0)),
  };
}

function totalsByLoop(spread: Spread): Record<string, bigint> {
  const all = { decisions: 0n, ppm: 0n, squared: 0n, cents: 0n, wrong: 0n };
  for (let row = 0; row < spread.rows; row++) {
    const ppm = BigInt(ppmAt(row, spread));
    all.decisions += 1n;
    all.ppm += ppm;
    all.squared += ppm * ppm;
    all.cents += BigInt((row % 100) * 100);
    all.wrong += isWrong(row) ? 1n : 0n;
  }
  return all;
}

/** Decisions and errors at or above every threshold of the grid. */
function aboveThresholds(evidence: Evidence): number[][] {
  const tally = tallyOf(evidence);
  const wrong = tally.strata.findIndex(({ loss }) => loss === 1);
  return THRESHOLD_GRID.map((threshold) => {
    const place = placeAt(tally, threshold);
    return place < 0 ? [0, 0] : [tally.decisions[place] ?? 0, tally.counts[wrong]?.[place] ?? 0];
  });
}

function aboveByLoop(spread: Spread): number[][] {
  const rows = Array.from({ length: spread.rows }, (_, row) => ({
    ppm: ppmAt(row, spread),
    wrong: isWrong(row) ? 1 : 0,
  }));
  rows.sort((a, b) => b.ppm - a.ppm);
  let [at, wrong] = [0, 0];
  return THRESHOLD_GRID.map((threshold) => {
    for (; at < rows.length && (rows[at]?.ppm ?? 0) >= threshold; at++) wrong += rows[at]?.wrong ?? 0;
    return [at, wrong];
  });
}

function expectSameAsRows(evidence: Evidence | undefined, spread: Spread, bands: Evidence['bands']): void {
  if (evidence === undefined) throw new Error(`no evidence on ${spread.domain}`);
  expect(evidence.bands).toBe(bands);
  expect(totals(evidence)).toEqual(totalsByLoop(spread));
  expect(aboveThresholds(evidence)).toEqual(aboveByLoop(spread));
  const distinct = new Set(evidence.cells.map(({ band }) => band)).size;
  if (bands === 'exact') expect(distinct).toBe(Math.min(spread.values, spread.rows));
  else expect(distinct).toBeLessThan(2000);
}

describe('bands', () => {
  it.each([
    [4000, 'exact'],
    [4001, 'decimal'],
    [9000, 'decimal'],
    [40_000, 'decimal'],
  ] as const)(
    'of %i distinct confidences are %s, with the same totals and the same counts at every threshold',
    async (values, bands) => {
      const spread = { domain: 'a', rows: 50_000, values };
      expectSameAsRows(onlyEvidence(await readFiles(await write([spread]))), spread, bands);
    },
  );

  it('are settled for each domain by itself', async () => {
    const spreads = [
      { domain: 'few', rows: 6000, values: 11 },
      { domain: 'many', rows: 60_000, values: 59_999 },
      { domain: 'some', rows: 9000, values: 4000 },
      { domain: 'more', rows: 9000, values: 4001 },
    ];
    const { evidence } = await readFiles(await write(spreads));
    for (const spread of spreads) {
      const bands = spread.values > 4000 ? 'decimal' : 'exact';
      expectSameAsRows(
        evidence.find((one) => one.domain === spread.domain),
        spread,
        bands,
      );
    }
  });

  it('are settled too for a domain that no sample of the first rows shows', async () => {
    const spreads = [
      { domain: 'a', rows: 250_000, values: 200_000 },
      { domain: 'late', rows: 500, values: 33 },
      { domain: 'later', rows: 12_000, values: 12_000 },
    ];
    const { evidence } = await readFiles(await write(spreads, 20_480));
    expect(evidence.map((one) => [one.domain, one.bands])).toEqual([
      ['a', 'decimal'],
      ['late', 'exact'],
      ['later', 'decimal'],
    ]);
    for (const spread of spreads.slice(1))
      expectSameAsRows(
        evidence.find((one) => one.domain === spread.domain),
        spread,
        spread.values > 4000 ? 'decimal' : 'exact',
      );
  });
});

describe('cells', () => {
  it('are the same to the byte, whatever the threads and the order of the rows', async () => {
    const spread = { domain: 'a', rows: 30_000, values: 5000 };
    const path = await write([spread], 2048);
    const one = await readFiles(path, { database: { threads: 1 } });
    expect(JSON.stringify(await readFiles(path, { database: { threads: 4 } }))).toBe(JSON.stringify(one));
    const shuffled = join(temporaryFolder(), 'b.parquet');
    const db = await Database.open();
    await db.run(
      sql`COPY (SELECT * FROM read_parquet(${text(path)}) ORDER BY hash(decision_id)) TO ${text(shuffled)} (FORMAT parquet)`,
    );
    db.close();
    expect(JSON.stringify(await readFiles(shuffled))).toBe(JSON.stringify(one));
  });
});
