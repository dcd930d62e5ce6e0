import * as z from 'zod';
import { ShiftMemory } from '../../contracts/confidence-shift.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { keyOf } from '../evidence/start-confidences.ts';
import type { Settled } from '../evidence/understood-rows.ts';
import { join, raw, type Sql, sql } from '../sql.ts';

/** What the watch for shifts of confidences knows of each record: valid until a decision comes in that is older. */
export const WATCHES_SCHEMA: readonly Sql[] = [
  raw(
    'CREATE TABLE shift_watches (pair INTEGER NOT NULL, before INTEGER NOT NULL, memory VARCHAR NOT NULL, refresh INTEGER NOT NULL)',
  ),
];

/** What the nights of a record made of the watch, up to one day. */
export interface KeptWatch {
  /** Days since 1970: the first that is not in it. */
  readonly before: number;
  readonly memory: ShiftMemory;
}

const Row = z.object({ domain: z.string(), model: z.string(), before: z.number(), memory: z.string() });

/** What was kept of these records, but for what another watch has made. */
export async function keptWatches(
  db: Database,
  evidence: readonly Evidence[],
): Promise<Map<Evidence, KeptWatch>> {
  const rows = await db.rows(
    Row,
    raw('SELECT domain, model, before, memory FROM shift_watches JOIN pairs ON pairs.id = pair'),
  );
  const kept = new Map(rows.map((row) => [keyOf(row), row]));
  return new Map(
    evidence.flatMap((one) => {
      const row = kept.get(keyOf(one));
      if (row === undefined) return [];
      const { success, data } = ShiftMemory.safeParse(JSON.parse(row.memory));
      return success ? [[one, { before: row.before, memory: data }] as const] : [];
    }),
  );
}

/**
 * Keeps what the watch knows of records after their settled nights, in the place of what was kept of them; nothing where
 * the counts have moved since those nights were read.
 */
export async function keepWatches(
  db: Database,
  memories: ReadonlyMap<Evidence, ShiftMemory>,
  { before, refresh }: Settled,
): Promise<void> {
  if (memories.size === 0) return;
  const rows = [...memories].map(
    ([{ domain, model }, memory]) =>
      sql`(${domain}::VARCHAR, ${model}::VARCHAR, ${JSON.stringify(memory)}::VARCHAR)`,
  );
  await db.transaction(async () => {
    await db.run(sql`CREATE OR REPLACE TEMP TABLE watched AS
      SELECT id AS pair, ${before}::INTEGER AS before, memory, refresh
      FROM (VALUES ${join(rows, ', ')}) AS given (of_domain, of_model, memory)
      JOIN pairs ON domain = of_domain AND model = of_model JOIN kept_until ON refresh = ${refresh}::INTEGER`);
    await db.run(raw('DELETE FROM shift_watches WHERE pair IN (SELECT pair FROM watched)'));
    await db.run(raw('INSERT INTO shift_watches FROM watched'));
    await db.run(raw('DROP TABLE watched'));
  });
}
