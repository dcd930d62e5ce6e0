import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Warehouse } from '../../src/contracts/warehouse.ts';
import type { Database } from '../../src/store/database.ts';
import { join as joinSql, raw, sql, text } from '../../src/store/sql.ts';
import { attachLake } from '../../src/workflows/attach-lake.ts';
import { type Counting, countingIn } from '../../src/workflows/counts/counted-store.ts';
import type { PulledEvidence } from '../../src/workflows/pull-evidence.ts';
import { parseYaml } from '../../src/workflows/read-settings.ts';
import type { StorePlace } from '../../src/workflows/with-store.ts';
import { CONFIGURATION, countsOf, emptyStore } from './pushed-store.ts';
import { MAPPING_LINES } from './warehouse-history.ts';

interface Written {
  readonly before?: string;
  readonly from?: string;
  /** What takes the place of columns of the decisions, as SQL. */
  readonly replace?: string;
  /** Whether they are filed by their domain too. */
  readonly byDomain?: boolean;
  /** The day by which decisions are filed, as SQL. */
  readonly day?: string;
}

/**
 * Writes the tables `decisions` and `verdicts` as a lake, or adds to one: decisions by day, verdicts by year and month.
 */
export async function writeLake(
  db: Database,
  folder: string,
  {
    before = '9999-01-01',
    from = '0001-01-01',
    replace,
    day = `strftime(decided_at, '%Y-%m-%d')`,
    byDomain = false,
  }: Written = {},
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, time: string, columns: string, keys: readonly string[]) =>
    db.run(sql`COPY (SELECT ${raw(columns)} FROM ${raw(name)} WHERE ${raw(time)} < ${text(before)}::TIMESTAMP AND ${raw(time)} >= ${text(from)}::TIMESTAMP)
      TO ${text(join(folder, name))} (FORMAT parquet, PARTITION_BY (${joinSql(keys.map(raw), ', ')}), APPEND)`);
  const own = replace === undefined ? '*' : `* REPLACE (${replace})`;
  await write(
    'decisions',
    'decided_at',
    `${own}, ${day} AS decided_on`,
    byDomain ? ['decided_on', 'domain'] : ['decided_on'],
  );
  const [year, month] = [`year(reviewed_at)::VARCHAR AS y`, `month(reviewed_at)::VARCHAR AS m`];
  await write('verdicts', 'reviewed_at', `*, ${year}, ${month}`, ['y', 'm']);
}

/** Makes all files of partitions between two days into ones that cannot be read. @returns how many */
export function spoil(decisions: string, from: string, until: string): number {
  let spoilt = 0;
  for (const name of readdirSync(decisions)) {
    const day = name.replace('decided_on=', '');
    if (day < from || day >= until) continue;
    for (const path of filesIn(join(decisions, name))) {
      writeFileSync(path, 'no Parquet');
      spoilt += 1;
    }
  }
  return spoilt;
}

export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}

/** The mapping of the histories, for a lake. */
export function lakeYaml(lake: string): string {
  return MAPPING_LINES.replace(
    'table: DECISIONS',
    `folder: ${join(lake, 'decisions')}\n  dayPartition: decided_on`,
  ).replace('table: VERDICTS', `folder: ${join(lake, 'verdicts')}\n  dayPartition: [y, m]`);
}

interface Changes {
  readonly all?: boolean;
  readonly atOnce?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Attaches a lake to a store; null for the one that it knows. */
export function attach(place: StorePlace, yaml: string | null, changes: Changes = {}, told: string[] = []) {
  return attachBy(countingIn(place), yaml, changes, told);
}

/** The same to a store wherever it is. */
export function attachBy(
  counting: Counting,
  yaml: string | null,
  changes: Changes = {},
  told: string[] = [],
): Promise<PulledEvidence> {
  return attachLake(counting, {
    ...{ configuration: CONFIGURATION, until: null, all: false, atOnce: 1_000_000_000, timeoutMs: 60_000 },
    ...{ signal: new AbortController().signal, tell: (sentence: string) => told.push(sentence), ...changes },
    warehouse: yaml === null ? null : parseYaml('lake.yaml', yaml, Warehouse),
  });
}

/** What a store counts of a history that lies in a lake. */
export async function countsOfLake(db: Database, folder: string): Promise<string> {
  const lake = join(folder, 'lake');
  await writeLake(db, lake);
  const place = await emptyStore(folder, 'lake.duckdb');
  await attach(place, lakeYaml(lake));
  return countsOf(place);
}
