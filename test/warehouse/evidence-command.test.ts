import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LedgerPage } from '../../src/contracts/ledger-export.ts';
import { DialectName } from '../../src/contracts/warehouse.ts';
import { Database } from '../../src/store/database.ts';
import { raw, sql, text } from '../../src/store/sql.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leewayServer } from '../support/leeway.ts';
import { MAPPING_LINES, RULES, warehouseHistory, writeBoth } from '../support/warehouse-history.ts';
import { temporaryFolder } from '../support/write-history.ts';

/** A folder with a history as files, and what DuckDB answered to the statements on it. */
async function answered(
  change: (yaml: string) => string = (yaml) => yaml,
  prepare?: (db: Database) => Promise<void>,
) {
  const cwd = temporaryFolder();
  const mapping = MAPPING_LINES.replace('DECISIONS', 'decisions').replace('VERDICTS', 'verdicts');
  writeFileSync(join(cwd, 'warehouse.yaml'), change(mapping));
  writeFileSync(join(cwd, 'leeway.yaml'), RULES);
  const db = await Database.open();
  try {
    await warehouseHistory(db, 4000, 60);
    const files = await writeBoth(db, cwd);
    await prepare?.(db);
    const { out } = await leeway(['evidence', 'sql', '--dialect', 'duckdb', '--source', 'warehouse.yaml'], {
      cwd,
    });
    mkdirSync(join(cwd, 'answers'));
    for (const [name, statement] of statementsIn(out)) {
      const path = join(cwd, 'answers', `${name}.${name === 'cells' ? 'parquet' : 'csv'}`);
      await db.run(sql`COPY (${raw(statement)}) TO ${text(path)}`);
    }
    await leeway(['init', '--db', 'counts.duckdb'], { cwd });
    return { cwd, files, out };
  } finally {
    db.close();
  }
}

function statementsIn(written: string): (readonly [string, string])[] {
  return written
    .split(/^-- (?=[a-z]+$)/m)
    .slice(1)
    .map((part) => {
      const [name = '', statement = ''] = part.split('\n');
      return [name, statement.replace(/;$/, '')] as const;
    });
}

describe('leeway evidence', () => {
  it('takes what an engine answered, and recommends to the byte what the files recommend', async () => {
    const { cwd, files } = await answered();
    const db = ['--db', 'counts.duckdb'];
    const taken = await leeway(['evidence', 'import', 'answers', ...db], { cwd });
    expect(taken.out).toMatch(/^4.000 decisions in [\d,.\s]+ cells taken\n$/u);
    expect((await leeway(['evidence', 'import', 'answers', ...db], { cwd })).out).toBe(
      'nothing has changed since the last time\n',
    );
    const own = await leeway(['recommend', ...db, '--format', 'json'], { cwd });
    const theirs = await leeway(['recommend', ...files, '--format', 'json'], { cwd });
    expect(own.out).toBe(theirs.out);
    expect(JSON.parse(own.out).recommendations).toHaveLength(4);
    expect((await leeway(['domains', ...db], { cwd })).out).toContain('refunds');
    expect((await leeway(['doctor', ...db], { cwd })).code).toBe(0);
    const refused = await leeway(['ingest', ...files, ...db], { cwd });
    expect(refused).toMatchObject({ code: 3 });
    expect(refused.err).toMatch(
      /the store holds counts that an engine made, and none of the decisions: ingest into/,
    );
    expect((await leeway(['oversight', ...db], { cwd })).err).toMatch(
      /what is asked looks into them; ingest them into/,
    );
    const earlier = await leeway(['recommend', ...db, '--as-of', '2026-04-01'], { cwd });
    expect(earlier.err).toMatch(/older than the counts of the engine, which stand for 2026-/);
    writeFileSync(join(cwd, 'leeway.yaml'), RULES.replace('280', '270'));
    const other = await leeway(['recommend', ...db], { cwd });
    expect(other.err).toMatch(
      /these rules count decisions in another way than those by which the engine has counted/,
    );
  });

  it('gives them to a server that has the store, which says the same, and refuses what it cannot take', {
    timeout: 60_000,
  }, async () => {
    const { cwd, files } = await answered();
    const { url } = await leewayServer(['--db', 'counts.duckdb'], cwd);
    // On another machine, which has the answers and the rules, and none of the store.
    const elsewhere = temporaryFolder();
    for (const name of ['answers', 'leeway.yaml'])
      cpSync(join(cwd, name), join(elsewhere, name), { recursive: true });
    const give = (...args: string[]) =>
      leeway(['evidence', 'import', ...args, '--url', url], { cwd: elsewhere });
    const taken = await give('answers');
    expect(taken).toMatchObject({ code: 0, err: '' });
    expect(taken.out).toMatch(/^4.000 decisions in [\d,.\s]+ cells taken\n$/u);
    expect((await give('answers')).out).toBe('nothing has changed since the last time\n');
    const own = await leeway(['recommend', '--url', url, '--format', 'json'], { cwd: elsewhere });
    const theirs = await leeway(['recommend', ...files, '--format', 'json'], { cwd });
    expect(own.out).toBe(theirs.out);
    const { entries } = LedgerPage.parse(
      JSON.parse((await leeway(['ledger', '--url', url, '--format', 'json'], { cwd: elsewhere })).out),
    );
    expect(entries).toMatchObject([{ type: 'ingest.run', body: { decisions: { added: 4000, known: 0 } } }]);
    writeFileSync(join(elsewhere, 'other.yaml'), RULES.replace('280', '270'));
    const other = await give('answers', '--config', 'other.yaml');
    expect([other.code, complaint(other)]).toEqual([
      2,
      `${url}: is read by other rules than those of leeway.yaml here, and would count in another way; give its file with --config`,
    ]);
    rmSync(join(elsewhere, 'answers', 'starts.csv'));
    expect(complaint(await give('answers'))).toMatch(
      /no answer to the statement starts; give the files of all/,
    );
    expect((await leeway(['doctor', '--url', url], { cwd: elsewhere })).code).toBe(0);
  });

  it('counts apart what breaks a rule, as an ingest of files does', async () => {
    const { cwd, files } = await answered(undefined, async (db) => {
      await db.run(
        raw(
          `INSERT INTO decisions SELECT * REPLACE (decision_id || 'x' AS decision_id, 1.5 AS confidence) FROM decisions LIMIT 3`,
        ),
      );
      await db.run(
        raw(
          `INSERT INTO decisions SELECT * REPLACE (decision_id || 'y' AS decision_id, '  ' AS domain) FROM decisions LIMIT 2`,
        ),
      );
      await db.run(raw(`INSERT INTO verdicts SELECT * REPLACE ('maybe' AS verdict) FROM verdicts LIMIT 4`));
      await writeBoth(db, db.scratch);
    });
    await leeway(['evidence', 'import', 'answers', '--db', 'counts.duckdb'], { cwd });
    const own = await leeway(['recommend', '--db', 'counts.duckdb', '--format', 'json'], { cwd });
    expect(JSON.parse(own.out).input).toMatchObject({
      decisions: 4000,
      quarantined: 9,
      quarantinedByRule: { confidence_out_of_range: 3, domain_empty: 2, verdict_unknown: 4 },
    });
    expect(files).toHaveLength(2);
  });

  it('refuses answers that are missing, damaged or of two times, and a store that holds decisions', async () => {
    const { cwd, files } = await answered();
    const from = (...names: string[]) =>
      leeway(['evidence', 'import', ...names, '--db', 'counts.duckdb'], { cwd });
    const all = ['bounds.csv', 'cells.parquet', 'audits.csv', 'confidences.csv', 'starts.csv'].map(
      (name) => `answers/${name}`,
    );
    expect((await from(...all.slice(0, 3))).err).toMatch(
      /no answer to the statement confidences, starts; give the files/,
    );
    expect((await from('leeway.yaml')).err).toMatch(/leeway.yaml/);
    const half = join(cwd, 'half.csv');
    writeFileSync(
      half,
      'leeway_domain,leeway_model,leeway_day,leeway_compared,leeway_decisions\nrefunds,m1,20513,5,7\n',
    );
    expect((await from(...all.filter((name) => !/confid/.test(name)), half)).err).toMatch(
      /confidences: 0 decisions of billing, where the other answers have \d+: the history changed while it was asked/,
    );
    writeFileSync(
      half,
      'leeway_domain,leeway_model,leeway_day,leeway_compared,leeway_decisions\nrefunds,m1,20513,5,many\n',
    );
    expect((await from(...all.filter((name) => !/confid/.test(name)), half)).err).toMatch(
      /half.csv: leeway_decisions is not a whole number from 1 in 1 rows/,
    );
    expect((await from(files[0] as string)).err).toMatch(
      /the answer to none of the statements \(columns found: /,
    );
    await leeway(['init', '--db', 'rows.duckdb'], { cwd });
    await leeway(['ingest', ...files, '--db', 'rows.duckdb'], { cwd });
    expect((await leeway(['evidence', 'import', 'answers', '--db', 'rows.duckdb'], { cwd })).err).toMatch(
      /which counts of an engine may count again; name another store with --db/,
    );
  });

  it('writes statements for every engine, and says in the first line where no test runs them', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'w.yaml'),
      MAPPING_LINES.replace('model: model', `model: { column: "a\`b\\"c'd", values: { "o'k": "x\\\\'" } }`),
    );
    for (const dialect of DialectName.options) {
      const { out, code } = await leeway(
        ['evidence', 'sql', '--dialect', dialect, '--source', 'w.yaml', '--as-of', '2026-06-01'],
        { cwd },
      );
      expect(code, dialect).toBe(0);
      const isTested = ['clickhouse', 'postgres', 'duckdb'].includes(dialect);
      expect(out.startsWith('-- No test runs these statements')).toBe(!isTested);
      expect(statementsIn(out).map(([name]) => name)).toEqual([
        'bounds',
        'cells',
        'audits',
        'confidences',
        'starts',
        'refused',
      ]);
      expect(out).not.toMatch(/skip_unavailable_shards/);
    }
    const clickhouse = await leeway(['evidence', 'sql', '--dialect', 'clickhouse', '--source', 'w.yaml'], {
      cwd,
    });
    expect(clickhouse).toMatchObject({ code: 2 });
    expect(clickhouse.err).toMatch(/--as-of: old versions of ClickHouse/);
  });

  it('never shows a password, and says what a URL must be', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'w.yaml'), MAPPING_LINES);
    await leeway(['init', '--db', 'counts.duckdb'], { cwd });
    const pull = (url: string) =>
      leeway(['evidence', 'pull', '--source', 'w.yaml', '--db', 'counts.duckdb'], {
        cwd,
        env: { LEEWAY_SOURCE_URL: url },
      });
    for (const url of [
      'postgres://me:hunter2@127.0.0.1:1/x',
      'http://me:hunter2@127.0.0.1:1/x',
      'mysql://me:hunter2@h/x',
      '//me:hunter2@x',
    ]) {
      const { err, code } = await pull(url);
      expect(code).toBeGreaterThan(1);
      expect(err).not.toContain('hunter2');
      expect(err.trim()).not.toContain('\n');
    }
    expect((await pull('')).err).toMatch(/LEEWAY_SOURCE_URL: not set; give the engine/);
    writeFileSync(join(cwd, 'w.yaml'), 'decisions: { table: a, query: SELECT 1 }\n');
    expect((await pull('http://127.0.0.1:1')).err).toMatch(/w.yaml: decisions: needs either table or query/);
  });
});
