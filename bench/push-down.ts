/** `npx tsx bench/push-down.ts DECISIONS`: counts on two ClickHouse servers, beside the same statements sent by its own client. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '../src/contracts/configuration.ts';
import { Warehouse } from '../src/contracts/warehouse.ts';
import { CLICKHOUSE } from '../src/warehouse/dialects/clickhouse.ts';
import { statementsFor } from '../src/warehouse/written-statements.ts';
import { countingIn } from '../src/workflows/counts/counted-store.ts';
import { initStore } from '../src/workflows/keep-store.ts';
import { pullEvidence } from '../src/workflows/pull-evidence.ts';
import { simulateInto } from '../src/workflows/simulate-into.ts';
import { startClickHouse } from '../test/support/clickhouse.ts';

/** Rows that are sent at once. */
const BATCH = 500_000;
/** Bytes that a statement may have on each server, which holds all verdicts of its shard meanwhile: 3 GB for 20 million decisions. */
const MOST_MEMORY = 8_000_000_000;
const TABLES = {
  decisions:
    'decision_id String, domain String, model String, decided_at DateTime, confidence Float64, review_probability Nullable(Float64), route String',
  verdicts: 'decision_id String, verdict String, reviewed_at DateTime, reviewer_id String',
} as const;

const decisions = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'leeway-bench-'));
const cluster = await startClickHouse(2, MOST_MEMORY);
if (typeof cluster === 'string') throw new Error(cluster);
const { servers } = cluster;
const [one] = servers;
if (one === undefined) throw new Error('two servers were asked for');

const connection = {
  ...{ url: new URL(one.url), password: null, timeoutMs: 3_600_000 },
  signal: new AbortController().signal,
};

async function fill(): Promise<void> {
  for (const server of servers)
    for (const [name, columns] of Object.entries(TABLES)) {
      await server.run(`CREATE TABLE own_${name} (${columns}) ENGINE = MergeTree ORDER BY decision_id`);
      await server.run(
        `CREATE TABLE all_${name} AS own_${name} ENGINE = Distributed(both, default, own_${name}, cityHash64(decision_id))`,
      );
    }
  await simulateInto({
    ...{ scenario: 'contact-center', decisions, seed: 7, atOnce: BATCH, connection, tell: console.error },
    tables: { decisions: 'default.all_decisions', verdicts: 'default.all_verdicts' },
  });
}

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [number, T]> {
  const begin = performance.now();
  const answer = await work();
  return [(performance.now() - begin) / 1000, answer];
}

try {
  const [fillSeconds] = await timed(fill);
  const warehouse = Warehouse.parse({
    decisions: {
      table: 'default.all_decisions',
      columns: { model: 'model', review_probability: 'review_probability', route: 'route' },
    },
    verdicts: { table: 'default.all_verdicts', columns: { reviewer_id: 'reviewer_id' } },
    ...{ shardVerdicts: 'default.own_verdicts', uniqueIds: true },
  });
  const configuration = Configuration.parse({});
  const place = { path: join(folder, 'counts.duckdb'), now: '2030-01-01T00:00:00.000Z' };
  await initStore(place, { salt: 'x', hashReviewers: false });
  const request = {
    connection,
    warehouse,
    configuration,
    until: null,
    all: true,
    atOnce: 1e12,
    tell: () => {},
  };
  const [seconds, pulled] = await timed(() => pullEvidence(countingIn(place), request));
  const asked = {
    ...{ dialect: CLICKHOUSE, warehouse, configuration, from: null, until: null },
    asOf: Date.parse(pulled.asOf) * 1000,
  };
  const statements = statementsFor(asked, 'rules', []);
  const bare: Record<string, number> = {};
  for (const name of ['cells', 'audits', 'confidences'] as const)
    [bare[name]] = await timed(() =>
      execFileSync(
        'clickhouse-client',
        ['--host', '127.0.0.1', '--port', String(one.port), '--format', 'CSVWithNames'],
        { input: statements[name].sql, maxBuffer: 1 << 30 },
      ),
    );
  const size = await Promise.all(
    servers.map((server) =>
      server.run("SELECT sum(data_uncompressed_bytes) FROM system.parts WHERE active AND table LIKE 'own%'"),
    ),
  );
  const rowBytes = size.reduce((sum, answer) => sum + Number(answer), 0);
  console.log(
    JSON.stringify({ fillSeconds, seconds, bare, rowBytes, share: pulled.bytes / rowBytes, ...pulled }),
  );
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
