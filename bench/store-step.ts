import { rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { Configuration } from '../src/contracts/configuration.ts';
import { Mapping } from '../src/contracts/mapping.ts';
import { refreshEvidence } from '../src/store/kept/refresh-evidence.ts';
import { ingest } from '../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../src/store/record/open-record.ts';

/**
 * One step of the store's benchmark, in a process of its own: `raw FILE… INTO`, `raw-count INTO`, `ingest FILE STORE`,
 * `count STORE`. Prints `{ seconds, cpuSeconds, peakMegabytes }`.
 */
const [step = '', ...args] = process.argv.slice(2);
const AT = '2027-01-01T00:00:00.000Z';
const STEPS: Readonly<Record<string, () => Promise<void>>> = {
  raw: async () => {
    const [file = '', into = ''] = args;
    rmSync(into, { force: true });
    await raw(into, [`CREATE TABLE t AS FROM read_parquet('${file}')`, 'CHECKPOINT']);
  },
  'raw-count': async () => {
    const [decisions = '', verdicts = ''] = args;
    await raw(decisions, [
      `ATTACH '${verdicts}' AS verdicts (READ_ONLY)`,
      `CREATE TEMP TABLE cells AS SELECT domain, policy, review_probability, verdict, floor(confidence * 1000) AS band,
        count(*) AS decisions, sum(amount) AS amount FROM t LEFT JOIN verdicts.t AS verdicts USING (decision_id) GROUP BY ALL`,
    ]);
  },
  ingest: async () => {
    const [file = '', store = ''] = args;
    const db = await openRecord(store, { at: AT, create: true });
    await ingest(db, [file], Mapping.parse({}), { at: AT, beforeAdding: () => {} });
    closeRecord(db, store);
  },
  count: async () => {
    const [store = ''] = args;
    const db = await openRecord(store, { at: AT });
    await refreshEvidence(db, Configuration.parse({}));
    closeRecord(db, store);
  },
};

async function raw(path: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: '2GB',
    temp_directory: `${path}.spill`,
  });
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

const [began, cpu] = [performance.now(), process.cpuUsage()];
await STEPS[step]?.();
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - began) / 1000;
const peakMegabytes = process.resourceUsage().maxRSS / 1000;
process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMegabytes }));
