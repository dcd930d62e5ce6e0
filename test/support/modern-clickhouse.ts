/**
 * Runs the statements for ClickHouse on a version of today, in process, and holds its counts to those of DuckDB, row by row:
 * `tsx test/support/modern-clickhouse.ts FOLDER [DECISIONS]`, where FOLDER has the npm package `chdb`.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { Database } from '../../src/store/database.ts';
import { raw, sql, text } from '../../src/store/sql.ts';
import { countingIn } from '../../src/workflows/counts/counted-store.ts';
import { evidenceStatements } from '../../src/workflows/evidence-statements.ts';
import { importEvidence } from '../../src/workflows/import-evidence.ts';
import { CONFIGURATION, countsOf, emptyStore, warehouseOf } from './pushed-store.ts';
import { CLICKHOUSE_TABLES, historyCsv, warehouseHistory } from './warehouse-history.ts';

interface Session {
  query(statement: string, format?: string): string;
}
interface Chdb {
  readonly Session: new (folder: string) => Session;
}

const [place = '', rows = '200000'] = process.argv.slice(2);
const { Session } = createRequire(join(resolve(place), 'x.js'))('chdb') as Chdb;
const folder = mkdtempSync(join(tmpdir(), 'leeway-modern-'));
const AS_OF = '2026-07-01T00:00:00.000Z';
const warehouse = warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' });

const db = await Database.open();
await warehouseHistory(db, Number(rows), 120);
const session = new Session(join(folder, 'data'));
const csv = await historyCsv(db, folder);
for (const table of CLICKHOUSE_TABLES) session.query(table);
for (const name of ['decisions', 'verdicts'] as const) {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, csv[name]);
  session.query(`INSERT INTO ${name} FROM INFILE '${path}' FORMAT CSV`);
}
const answers = {
  clickhouse: async (statement: string, path: string) => {
    writeFileSync(path, session.query(statement, 'CSVWithNames'));
  },
  duckdb: (statement: string, path: string) =>
    db.run(sql`COPY (${raw(statement)}) TO ${text(path)} (FORMAT csv, HEADER)`),
};
const counts: string[] = [];
for (const dialect of ['clickhouse', 'duckdb'] as const) {
  const own = join(folder, dialect);
  mkdirSync(own);
  const began = performance.now();
  for (const part of statementsOf(dialect)) {
    const [name = '', statement = ''] = part.split('\n');
    await answers[dialect](statement.replace(/;$/, ''), join(own, `${name}.csv`));
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const store = await emptyStore(folder, `${dialect}.duckdb`);
  const { cells, decisions } = await importEvidence(countingIn(store), {
    files: [own],
    configuration: CONFIGURATION,
  });
  counts.push(await countsOf(store));
  process.stdout.write(`${dialect}: ${decisions} decisions in ${cells} cells, ${seconds} s\n`);
}
const version = session.query('SELECT version()', 'TSV').trim();
db.close();
rmSync(folder, { recursive: true, force: true });
const isSame = counts[0] === counts[1];
process.stdout.write(`ClickHouse ${version}: ${isSame ? 'the same counts, row by row' : 'OTHER COUNTS'}\n`);
process.exit(isSame ? 0 : 1);

function statementsOf(dialect: 'clickhouse' | 'duckdb'): string[] {
  const written = evidenceStatements({ dialect, warehouse, configuration: CONFIGURATION, asOf: AS_OF });
  return z.array(z.string()).parse(written.split(/^-- (?=[a-z]+$)/m).slice(1));
}
