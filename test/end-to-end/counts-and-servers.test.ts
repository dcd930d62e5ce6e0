import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { sql, text } from '../../src/store/sql.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leewayServer } from '../support/leeway.ts';
import { MAPPING_LINES, RULES, warehouseHistory, writeBoth } from '../support/warehouse-history.ts';
import { temporaryFolder } from '../support/write-history.ts';

const LAKE = MAPPING_LINES.replace('table: DECISIONS', 'folder: decisions').replace(
  'table: VERDICTS',
  'folder: verdicts',
);

/** A folder with an empty store, and a lake of two folders that has decisions before a day. */
async function lakeUntil(db: Database, cwd: string, day: string): Promise<void> {
  const [decisions, verdicts] = await writeBoth(db, cwd, day);
  for (const [name, file] of Object.entries({ decisions, verdicts })) {
    mkdirSync(join(cwd, name), { recursive: true });
    await db.run(
      sql`COPY (FROM read_parquet(${text(file as string)})) TO ${text(join(cwd, name, 'part.parquet'))}`,
    );
  }
}

/** A folder with an empty store, its rules, what says where a lake is, and the history that the lake is written from. */
async function storeBesideLake(): Promise<{ readonly cwd: string; readonly db: Database }> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'lake.yaml'), LAKE);
  writeFileSync(join(cwd, 'leeway.yaml'), RULES);
  const db = await Database.open();
  onTestFinished(() => db.close());
  await warehouseHistory(db, 2000, 30);
  await leeway(['init'], { cwd });
  return { cwd, db };
}

describe('counts of decisions that are elsewhere, and servers', () => {
  it('are refused in one line that says what to do, while a server has the store', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'lake.yaml'), LAKE);
    writeFileSync(join(cwd, 'engine.yaml'), MAPPING_LINES);
    await leeway(['init'], { cwd });
    const { url } = await leewayServer([], cwd);
    const env = { LEEWAY_SOURCE_URL: 'http://127.0.0.1:1' };
    for (const args of [
      ['attach', '--source', 'lake.yaml'],
      ['attach'],
      ['evidence', 'pull', '--source', 'engine.yaml'],
      ['evidence', 'import', 'answers'],
    ]) {
      const refused = await leeway(args, { cwd, env });
      expect([refused.code, complaint(refused)]).toEqual([
        3,
        `leeway.duckdb: a leeway server has it open (${url}); give it the counts with --url ${url}`,
      ]);
    }
  });

  it('are given to the server that has the store, day by day, as to the store itself', {
    timeout: 60_000,
  }, async () => {
    const { cwd, db } = await storeBesideLake();
    await leeway(['init', '--db', 'beside.duckdb'], { cwd });
    const { url } = await leewayServer([], cwd);
    const attached = async (day: string, ...args: string[]): Promise<string> => {
      await lakeUntil(db, cwd, day);
      const json = ['--format', 'json', '--quiet'];
      const here = await leeway(['attach', ...args, ...json, '--db', 'beside.duckdb'], { cwd });
      const there = await leeway(['attach', ...args, ...json, '--url', url], { cwd });
      expect(there).toEqual({ code: 0, out: here.out, err: '' });
      const own = await leeway(['recommend', '--format', 'json', '--db', 'beside.duckdb'], { cwd });
      const served = await leeway(['recommend', '--format', 'json', '--url', url], { cwd });
      expect(served.out).toBe(own.out);
      return here.out;
    };
    expect(JSON.parse(await attached('2026-03-20', '--source', 'lake.yaml')).from).toBeNull();
    // What was attached is known there from then on, and only days that may have changed are asked for again.
    expect(JSON.parse(await attached('9999-01-01')).from).toMatch(/^2026-/);
    expect(JSON.parse(await attached('9999-01-01')).run).toBeNull();
  });

  it('are shown by a server that reads snapshots, which never stops while they are taken', async () => {
    const { cwd, db } = await storeBesideLake();
    const counted = async (day: string, ...args: string[]): Promise<string> => {
      await lakeUntil(db, cwd, day);
      for (const command of [
        ['attach', ...args],
        ['snapshot', 'shown.duckdb'],
      ])
        expect(await leeway(command, { cwd })).toMatchObject({ code: 0 });
      return (await leeway(['recommend', '--format', 'json'], { cwd })).out;
    };
    const first = await counted('2026-03-20', '--source', 'lake.yaml');
    const { url } = await leewayServer(['--read-only', '--db', 'shown.duckdb'], cwd);
    const shown = async () => (await leeway(['recommend', '--url', url, '--format', 'json'], { cwd })).out;
    expect(await shown()).toBe(first);
    expect(JSON.parse(first).recommendations).toHaveLength(4);
    const second = await counted('9999-01-01');
    expect(second).not.toBe(first);
    await expect.poll(shown, { timeout: 20_000 }).toBe(second);
  });
});
