import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.ts';
import { id, join as joinSql, raw, sql, text } from '../../src/store/sql.ts';

/**
 * A history that asks for all that a statement must get right: repeated words of one reviewer, ties, severities, amounts, unsure
 * verdicts, two models, confidences too many to be kept exactly, and routes. In `decisions` and `verdicts` of a database.
 *
 * @param days of decisions, from 2026-03-01 on
 */
export async function warehouseHistory(db: Database, rows: number, days: number): Promise<void> {
  await db.run(sql`CREATE TABLE decisions AS SELECT 'd' || lpad(i::VARCHAR, 8, '0') AS decision_id,
      CASE i % 3 WHEN 0 THEN 'refunds' WHEN 1 THEN 'billing' ELSE 'it''s \\ odd' END AS domain,
      CASE WHEN i % 3 = 1 AND i > ${rows}::INTEGER / 2 THEN 'm2' WHEN i % 3 = 2 THEN '' ELSE 'm1' END AS model,
      TIMESTAMP '2026-03-01' + to_seconds(floor(i * ${days}::INTEGER * 86400.0 / ${rows}::INTEGER)::BIGINT) AS decided_at,
      CASE WHEN i % 3 = 0 THEN (hash(i * 7) % 1000001)::DOUBLE / 1000000 ELSE (50 + hash(i * 11) % 50)::DOUBLE / 100 END AS confidence,
      ((hash(i * 13) % 30000)::DOUBLE) / 100 AS amount,
      CASE WHEN i % 3 = 2 THEN NULL WHEN hash(i * 17) % 4 = 0 THEN 0.25 ELSE 1.0 END::DOUBLE AS review_probability,
      CASE WHEN hash(i * 19) % 10 = 0 THEN 'in-the-loop' ELSE 'autonomous' END AS route,
      CASE WHEN i % 2 = 0 THEN 'v1' ELSE '' END AS policy
    FROM range(${rows}::INTEGER) AS t (i)`);
  // A verdict on most, a second and a third one on some; of one reviewer twice at one moment, and from nobody by name.
  await db.run(sql`CREATE TABLE verdicts AS SELECT decision_id,
      CASE WHEN wrong THEN CASE WHEN k % 2 = 0 THEN 'override' ELSE 'edit' END WHEN h % 97 = 0 THEN 'unsure' ELSE 'agree' END AS verdict,
      decided_at + to_hours(((h % 40) + 1 + k)::INTEGER) - CASE WHEN h % 5 = 0 THEN to_hours(k::INTEGER) ELSE to_hours(0) END AS reviewed_at,
      CASE WHEN (h + k) % 7 = 0 THEN '' ELSE 'r' || ((h // 3 + k) % 4)::VARCHAR END AS reviewer_id,
      CASE WHEN h % 3 = 0 AND wrong THEN 0.5 WHEN h % 3 = 1 AND k = 1 THEN 0.25 END::DOUBLE AS severity
    FROM (SELECT *, hash(decision_id) AS h, (hash(decision_id || 'w' || k::VARCHAR) % 1000000) / 1000000.0 > 0.35 + 0.65 * confidence AS wrong
      FROM decisions, range(3) AS t (k) WHERE (k = 0 AND review_probability IS DISTINCT FROM 0.25) OR (k = 0 AND hash(decision_id || 'a') % 4 = 0) OR (k > 0 AND hash(decision_id) % 12 = 0 AND (review_probability IS DISTINCT FROM 0.25 OR hash(decision_id || 'a') % 4 = 0)))
    WHERE decided_at < (SELECT max(decided_at) FROM decisions) - INTERVAL 1 day OR h % 3 = 0`);
}

/** Writes both tables as files of an ingest; answers their paths. */
export async function writeBoth(db: Database, folder: string, before = '9999-01-01'): Promise<string[]> {
  const paths = ['decisions', 'verdicts'].map((name) => join(folder, `${name}.parquet`));
  const time = ['decided_at', 'reviewed_at'];
  for (const [index, name] of ['decisions', 'verdicts'].entries())
    await db.run(
      sql`COPY (FROM ${raw(name)} WHERE ${raw(time[index] as string)} < ${text(before)}::TIMESTAMP) TO ${text(paths[index] as string)} (FORMAT parquet)`,
    );
  return paths;
}

export const MAPPING_LINES = `
decisions:
  table: DECISIONS
  columns: { model: model, amount: amount, review_probability: review_probability, route: route, policy: policy }
verdicts:
  table: VERDICTS
  columns: { reviewer_id: reviewer_id, severity: severity }
`;

/** The rules of the histories: amounts in steps, and one domain that waits longer. */
export const RULES = `
defaults: { risk: 0.2, maxAmount: 280, editLoss: 0.5 }
domains:
  refunds: { maturity: 5d }
  billing: { amountSteps: [50, 150, 250] }
`;

/** Rows of both tables as CSV, their times in seconds: as ClickHouse takes them. */
export async function historyCsv(
  db: Database,
  folder: string,
  before = '9999-01-01',
  from = '0001-01-01',
): Promise<Record<'decisions' | 'verdicts', Buffer>> {
  const read = async (name: string, time: string): Promise<Buffer> => {
    const path = join(folder, `${name}.csv`);
    await db.run(sql`COPY (SELECT * REPLACE (epoch(${raw(time)})::BIGINT AS ${raw(time)}) FROM ${raw(name)}
      WHERE ${raw(time)} < ${text(before)}::TIMESTAMP AND ${raw(time)} >= ${text(from)}::TIMESTAMP) TO ${text(path)} (FORMAT csv, HEADER false, NULLSTR '\\N')`);
    return readFileSync(path);
  };
  return {
    decisions: await read('decisions', 'decided_at'),
    verdicts: await read('verdicts', 'reviewed_at'),
  };
}

/** Tables of ClickHouse for both. */
export const CLICKHOUSE_TABLES = [
  `CREATE TABLE decisions (decision_id String, domain String, model String, decided_at DateTime, confidence Float64, amount Float64,
    review_probability Nullable(Float64), route String, policy String) ENGINE = MergeTree PARTITION BY toYYYYMM(decided_at) ORDER BY (domain, decided_at)`,
  `CREATE TABLE verdicts (decision_id String, verdict String, reviewed_at DateTime, reviewer_id String, severity Nullable(Float64))
    ENGINE = MergeTree ORDER BY decision_id`,
];

/** Statements that make and fill tables of PostgreSQL. */
export async function postgresTables(db: Database, before = '9999-01-01'): Promise<string[]> {
  const insert = async (name: string, time: string): Promise<string[]> => {
    const names = await db.column(
      sql`SELECT column_name FROM duckdb_columns() WHERE table_name = ${name} ORDER BY column_index`,
    );
    const values = names.map(
      (column) =>
        sql`CASE WHEN ${id(String(column))} IS NULL THEN 'NULL' ELSE '''' || replace(${id(String(column))}::VARCHAR, '''', '''''') || '''' END`,
    );
    const rows = await db.column(
      sql`SELECT '(' || concat_ws(', ', ${joinSql(values, ', ')}) || ')' FROM ${raw(name)} WHERE ${raw(time)} < ${text(before)}::TIMESTAMP`,
    );
    const batches = Array.from({ length: Math.ceil(rows.length / 5000) }, (_, index) =>
      rows.slice(index * 5000, index * 5000 + 5000),
    );
    return batches.map((batch) => `INSERT INTO ${name} VALUES ${batch.join(',\n')}`);
  };
  return [
    `CREATE TABLE decisions (decision_id text, domain text, model text, decided_at timestamp, confidence double precision, amount numeric,
      review_probability double precision, route text, policy text)`,
    'CREATE TABLE verdicts (decision_id text, verdict text, reviewed_at timestamp, reviewer_id text, severity double precision)',
    ...(await insert('decisions', 'decided_at')),
    ...(await insert('verdicts', 'reviewed_at')),
  ];
}
