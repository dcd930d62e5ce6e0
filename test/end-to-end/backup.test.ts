import { existsSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BackupManifest } from '../../src/contracts/backup.ts';
import { StoreReport } from '../../src/contracts/store-report.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT } from '../support/leeway.ts';
import { temporaryFolder, textFile } from '../support/write-history.ts';

const FILES = [join(ROOT, 'data/decisions.parquet'), join(ROOT, 'data/verdicts.parquet')];
const RECOMMEND = ['recommend', '--config', join(ROOT, 'data/leeway.yaml'), '--format', 'json'];

describe('a backup on the command line', () => {
  it('recommends, to the byte, what the store did, and holds as much', { timeout: 60_000 }, async () => {
    const cwd = temporaryFolder();
    await leeway(['init'], { cwd });
    await leeway(['ingest', ...FILES], { cwd });
    const made = await leewayProcess(['backup', 'monday'], { cwd });
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^monday: \d+.\d{3} rows in \d+ tables, \d MB\n$/);
    const restored = await leewayProcess(['restore', 'monday', '--db', 'again.duckdb'], { cwd });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/^again\.duckdb: made of the backup of 20\d\d-.*Z, \d+.\d{3} rows in/);
    const [before, after] = [
      await leeway(RECOMMEND, { cwd }),
      await leeway([...RECOMMEND, '--db', 'again.duckdb'], { cwd }),
    ];
    expect(before).toMatchObject({ code: 0, err: '' });
    expect(after.out).toBe(before.out);
    const sizes = async (db: string) => {
      const { out } = await leeway(['doctor', '--db', db, '--format', 'json'], { cwd });
      return { ...StoreReport.parse(JSON.parse(out)), bytes: 0 };
    };
    expect(await sizes('again.duckdb')).toEqual(await sizes('leeway.duckdb'));
    const known = await leeway(['ingest', ...FILES, '--db', 'again.duckdb'], { cwd });
    expect(known.out).toMatch(/^0 files read \(2 known already\)/);
  });

  it('has no byte of what was forgotten, also where DuckDB left it in unused space', async () => {
    const cwd = temporaryFolder();
    const rows = Array.from({ length: 3000 }, (_, place) => ({
      ...{ decision_id: place === 7 ? 'customer-jane-doe' : `d${place}`, domain: 'x', confidence: 0.9 },
      ...{ decided_at: '2026-03-01T10:00:00Z', verdict: 'agree', reviewed_at: '2026-03-02T10:00:00Z' },
      reviewer_id: place % 2 === 0 ? 'anna@example.org' : 'bo',
    }));
    const file = textFile('a.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await leeway(['init'], { cwd });
    await leeway(['ingest', file], { cwd });
    const names = (store: string): string[] => {
      const bytes = readFileSync(join(cwd, store), 'latin1');
      return ['customer-jane-doe', 'anna@example.org'].filter((name) => bytes.includes(name));
    };
    expect(names('leeway.duckdb')).not.toEqual([]);
    await leeway(['forget', '--decision', 'customer-jane-doe'], { cwd });
    await leeway(['forget', '--reviewer', 'anna@example.org'], { cwd });
    await leeway(['backup', 'b'], { cwd });
    await leeway(['restore', 'b', '--db', 'clean.duckdb'], { cwd });
    expect(names('clean.duckdb')).toEqual([]);
    for (const name of readdirSync(join(cwd, 'b'))) expect(names(join('b', name))).toEqual([]);
  });

  it('says what stands in the way, and leaves nothing behind', async () => {
    const cwd = temporaryFolder();
    await leeway(['init'], { cwd });
    const { out } = await leeway(['backup', 'monday', '--format', 'json'], { cwd });
    expect(BackupManifest.parse(JSON.parse(out)).tables.length).toBeGreaterThan(5);
    const again = await leeway(['backup', 'monday'], { cwd });
    expect(again.code).toBe(2);
    expect(complaint(again)).toMatch(/monday: something is in this folder already; name one that does not/);
    const over = await leeway(['restore', 'monday'], { cwd });
    expect(over.code).toBe(2);
    expect(complaint(over)).toMatch(/leeway\.duckdb: exists already; name another place with --db/);
    const file = join(cwd, 'monday/decisions.parquet');
    truncateSync(file, statSync(file).size - 1);
    const cut = await leeway(['restore', 'monday', '--db', 'b.duckdb'], { cwd });
    expect(cut.code).toBe(3);
    expect(complaint(cut)).toMatch(/monday\/decisions\.parquet: \d+ bytes, where the backup wrote \d+; take/);
    const none = await leeway(['restore', 'tuesday', '--db', 'b.duckdb'], { cwd });
    expect(none.code).toBe(3);
    expect(complaint(none)).toMatch(/tuesday\/manifest\.json: missing; name the folder that leeway backup/);
    expect(readdirSync(cwd).sort()).toEqual(['leeway.duckdb', 'monday']);
    expect(existsSync(join(cwd, 'b.duckdb'))).toBe(false);
  });
});
