import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import * as z from 'zod';
import type { Database } from './database.ts';
import { type Sql, sql } from './sql.ts';

/** Up to here the hashes are compared in memory; beyond, DuckDB does it and may spill to disk. */
const MOST_IN_MEMORY = 33_554_432;
const PARTITION_BITS = 8;

/** What the ids of a relation say of its rows. */
export interface IdCheck {
  readonly rows: number;
  /** Rows whose id is NULL or empty. */
  readonly missing: number;
  /** Whether any id may occur twice: by 64-bit hash, so `true` can be a collision, but `false` is certain. */
  readonly mayRepeat: boolean;
}

/**
 * Looks at every id once.
 *
 * @param ids a relation with one column, `decision_id`
 */
export async function checkIds(db: Database, ids: Sql): Promise<IdCheck> {
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM ${ids}`,
  );
  const present = sql`(SELECT decision_id FROM ${ids} WHERE decision_id <> '')`;
  if (rows > MOST_IN_MEMORY) {
    const counted = await db.row(
      z.object({ present: z.number(), distinct: z.number() }),
      sql`SELECT count(*)::DOUBLE AS present, count(DISTINCT hash(decision_id))::DOUBLE AS distinct FROM ${present}`,
    );
    return { rows, missing: rows - counted.present, mayRepeat: counted.distinct < counted.present };
  }
  const hashes = await db.execute(sql`SELECT hash(decision_id) AS h FROM ${present}`);
  return { rows, missing: rows - hashes.rowCount, mayRepeat: anyRepeats(hashes) };
}

/** Spreads the hashes over partitions that fit the processor's cache and compares them there. */
function anyRepeats(hashes: DuckDBMaterializedResult): boolean {
  const partitions = 1 << PARTITION_BITS;
  // Hashes spread evenly: a partition that overflows eight standard deviations holds repeats.
  const mean = hashes.rowCount / partitions;
  const capacity = Math.ceil(mean + 8 * Math.sqrt(mean) + 16);
  const low = new Uint32Array(capacity * partitions);
  const high = new Uint32Array(capacity * partitions);
  const filled = new Uint32Array(partitions);
  for (let chunk = 0; chunk < hashes.chunkCount; chunk++) {
    const { items } = hashes.getChunk(chunk).getColumnVector(0) as unknown as { items: BigUint64Array };
    const words = new Uint32Array(items.buffer, items.byteOffset, items.length * 2);
    if (scatter(words, low, high, filled, capacity)) return true;
  }
  // One large table would miss the cache at every id, and take several times as long.
  const slots = 2 ** Math.ceil(Math.log2(capacity * 2));
  const table = new Uint32Array(slots);
  for (let partition = 0; partition < partitions; partition++) {
    if (holdsRepeat(low, high, partition * capacity, filled[partition] ?? 0, table)) return true;
  }
  return false;
}

/** Sorts 64-bit hashes (as pairs of words) into partitions; true where one overflows. */
function scatter(
  words: Uint32Array,
  low: Uint32Array,
  high: Uint32Array,
  filled: Uint32Array,
  capacity: number,
): boolean {
  for (let at = 0; at < words.length; at += 2) {
    const word = words[at] as number;
    const partition = word >>> (32 - PARTITION_BITS);
    const fill = filled[partition] as number;
    if (fill === capacity) return true;
    filled[partition] = fill + 1;
    low[partition * capacity + fill] = word;
    high[partition * capacity + fill] = words[at + 1] as number;
  }
  return false;
}

/** Open addressing within one partition; `table` holds 1-based places and is cleared first. */
function holdsRepeat(
  low: Uint32Array,
  high: Uint32Array,
  start: number,
  count: number,
  table: Uint32Array,
): boolean {
  table.fill(0);
  const mask = table.length - 1;
  for (let k = 0; k < count; k++) {
    const a = low[start + k] as number;
    const b = high[start + k] as number;
    let slot = (a ^ b) & mask;
    for (;;) {
      const place = table[slot] as number;
      if (place === 0) break;
      if (low[start + place - 1] === a && high[start + place - 1] === b) return true;
      slot = (slot + 1) & mask;
    }
    table[slot] = k + 1;
  }
  return false;
}
