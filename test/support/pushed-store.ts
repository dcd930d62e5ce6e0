import { join } from 'node:path';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { Warehouse } from '../../src/contracts/warehouse.ts';
import { raw } from '../../src/store/sql.ts';
import { recommendFromStore } from '../../src/workflows/ask-record.ts';
import { countingIn } from '../../src/workflows/counts/counted-store.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { type PulledEvidence, pullEvidence } from '../../src/workflows/pull-evidence.ts';
import { parseYaml } from '../../src/workflows/read-settings.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { type StorePlace, withStore } from '../../src/workflows/with-store.ts';
import { MAPPING_LINES, RULES } from './warehouse-history.ts';

export const CONFIGURATION = parseYaml('leeway.yaml', RULES, Configuration);
export const NOW = '2026-07-01T00:00:00.000Z';

/** The mapping of the histories, with other words where a test wants them. */
export function warehouseOf(
  tables: { decisions: string; verdicts: string },
  change: (yaml: string) => string = (yaml) => yaml,
): Warehouse {
  const yaml = MAPPING_LINES.replace('DECISIONS', tables.decisions).replace('VERDICTS', tables.verdicts);
  return parseYaml('warehouse.yaml', change(yaml), Warehouse);
}

/** An empty store in a folder. */
export async function emptyStore(folder: string, name = 'counts.duckdb'): Promise<StorePlace> {
  const place = { path: join(folder, name), now: NOW };
  await initStore(place, { salt: 'salt', hashReviewers: false });
  return place;
}

/** What is recommended on files, as it would be printed. */
export async function fromFiles(files: readonly string[]): Promise<string> {
  const { report } = await recommendFromFiles({
    ...{ files, mapping: Mapping.parse({}), configuration: CONFIGURATION },
    ...{ asOf: null, firstLook: false, quarantineFile: null },
  });
  return printed(report);
}

/** The same on a store. */
export async function fromStore(place: StorePlace): Promise<string> {
  return printed(
    await recommendFromStore(place, { configuration: CONFIGURATION, asOf: null, firstLook: false }),
  );
}

/** All counts that an engine made, row by row. */
export function countsOf(place: StorePlace): Promise<string> {
  return withStore(place, async (db) => {
    const tables = ['pushed_cells', 'pushed_audits', 'pushed_confidences', 'pushed_starts', 'pushed_refused'];
    const rows = await Promise.all(
      tables.map((table) => db.column(raw(`SELECT t::VARCHAR FROM ${table} AS t ORDER BY ALL`))),
    );
    return JSON.stringify(rows);
  });
}

function printed(report: RecommendationReport): string {
  return JSON.stringify(report, null, 2);
}

interface PullChanges {
  readonly url: string;
  readonly password?: string | null;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly until?: string;
  readonly all?: boolean;
  readonly atOnce?: number;
}

/** A pull into a store. */
export function pullFrom(
  place: StorePlace,
  warehouse: Warehouse,
  { url, password = null, timeoutMs = 60_000, signal = new AbortController().signal, ...rest }: PullChanges,
  told: string[] = [],
): Promise<PulledEvidence> {
  return pullEvidence(countingIn(place), {
    connection: { url: new URL(url), password, timeoutMs, signal },
    ...{ warehouse, configuration: CONFIGURATION },
    ...{ until: rest.until ?? null, all: rest.all ?? false, atOnce: rest.atOnce ?? 1_000_000_000 },
    tell: (sentence) => told.push(sentence),
  });
}
