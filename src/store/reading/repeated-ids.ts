import { setImmediate } from 'node:timers/promises';
import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import * as z from 'zod';
import type { Database } from '../database.ts';
import { type Sql, sql } from '../sql.ts';

/** Up to here the hashes are compared in memory; beyond, DuckDB does it and may spill to disk. */
const MOST_IN_MEMORY = 33_554_432;
const PARTITION_BITS = 8;
/** Chunks of hashes between two looks at what else waits for this thread. */
const CHUNKS_AT_ONCE = 64;

/** What the ids of a relation say of its rows. */
export interface IdCheck {
  readonly rows: number;
  /** Rows whose id is NULL or empty. */
  readonly missing: number;
  /**
   * Whether any id may occur twice: by 64-bit hash, so `true` can be a collision, but `false` is certain. Works in this
   * thread and lets others in, so that DuckDB can count in the meantime.
   */
  readonly mayRepeat: () => Promise<boolean>;
}

/**
 * Looks at every id once.
 *
 * @param ids a relation with one column, `decision_id`
 * @param rows how many it has
 */
export async function checkIds(db: Database, ids: Sql, rows: number): Promise<IdCheck> {
  const present = sql`(SELECT decision_id FROM ${ids} WHERE decision_id <> '')`;
  if (rows > MOST_IN_MEMORY) {
    const counted = await db.row(
      z.object({ present: z.number(), distinct: z.number() }),
      sql`SELECT count(*)::DOUBLE AS present, count(DISTINCT hash(decision_id))::DOUBLE AS distinct FROM ${present}`,
    );
    const mayRepeat = counted.distinct < counted.present;
    return { rows, missing: rows - counted.present, mayRepeat: async () => mayRepeat };
  }
  const hashes = await db.unordered(sql`SELECT hash(decision_id) AS h FROM ${present}`);
  return { rows, missing: rows - hashes.rowCount, mayRepeat: () => anyRepeats(hashes) };
}

/** Spreads the hashes over partitions that fit the processor's cache and compares them there. */
async function anyRepeats(hashes: DuckDBMaterializedResult): Promise<boolean> {
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
    if (chunk % CHUNKS_AT_ONCE === 0) await setImmediate();
  }
  const filter = new Filter(capacity);
  for (let partition = 0; partition < partitions; partition++) {
    const start = partition * capacity;
    const end = start + (filled[partition] as number);
    const suspects = filter.hitTwice(low, start, end);
    if (suspects.length > 0 && holdsRepeat(low, high, suspects)) return true;
    if (partition % CHUNKS_AT_ONCE === 0) await setImmediate();
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

/** Two maps of bits, of about sixteen for each id, which stay in the cache: most ids are alone on theirs. */
class Filter {
  readonly #once: Uint32Array;
  readonly #twice: Uint32Array;
  readonly #mask: number;

  constructor(ids: number) {
    const bits = 2 ** Math.max(5, Math.ceil(Math.log2(ids * 16)));
    this.#once = new Uint32Array(bits / 32);
    this.#twice = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** Places of those that share their bit with another. */
  hitTwice(words: Uint32Array, start: number, end: number): number[] {
    const [once, twice, mask] = [this.#once.fill(0), this.#twice.fill(0), this.#mask];
    for (let place = start; place < end; place++) {
      const hash = (words[place] as number) & mask;
      const seen = once[hash >>> 5] as number;
      const bit = 1 << (hash & 31);
      if ((seen & bit) === 0) once[hash >>> 5] = seen | bit;
      else twice[hash >>> 5] = (twice[hash >>> 5] as number) | bit;
    }
    const places: number[] = [];
    for (let place = start; place < end; place++) {
      const hash = (words[place] as number) & mask;
      if (((twice[hash >>> 5] as number) & (1 << (hash & 31))) !== 0) places.push(place);
    }
    return places;
  }
}

function holdsRepeat(low: Uint32Array, high: Uint32Array, places: readonly number[]): boolean {
  const seen = new Map<number, number[]>();
  for (const place of places) {
    const [word, rest] = [low[place] as number, high[place] as number];
    const others = seen.get(word);
    if (others?.includes(rest)) return true;
    if (others === undefined) seen.set(word, [rest]);
    else others.push(rest);
  }
  return false;
}
