import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { understoodRows } from '../evidence/understood-rows.ts';
import { compile, id, raw, sql } from '../sql.ts';
import { KEPT } from './kept-tables.ts';

/** No decision is older. */
export const BEGINNING = '0001-01-01T00:00:00.000Z';

const State = z.object({
  rules: z.string(),
  decidedBefore: z.string(),
  run: z.number(),
  votes: z.number(),
  refresh: z.number(),
});

/** How far the counts of a store follow its rows. */
export type KeptState = z.infer<typeof State>;

/** How far the counts follow, and under which rules; null where nothing was counted yet. */
export async function keptState(db: Database): Promise<KeptState | null> {
  const [state] = await db.rows(
    State,
    raw(
      `SELECT rules, strftime(decided_before, '%Y-%m-%dT%H:%M:%S.%gZ') AS "decidedBefore", run, votes::DOUBLE AS votes, refresh FROM kept_until`,
    ),
  );
  return state ?? null;
}

/** Rules that count rows in the same way have the same digest. */
export function rulesDigest(configuration: Configuration): string {
  const { relation, keys } = understoodRows(raw('rows'), new Set(), configuration, BEGINNING);
  const parts = [relation, keys.policy, keys.eligible, keys.holding, keys.severity].map(compile);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Throws all counts away: the next refresh makes them from the rows. */
export async function forgetCounts(db: Database): Promise<void> {
  for (const name of [
    ...KEPT.map((one) => one.name),
    'spans',
    'starts',
    'shift_watches',
    'gone_beginnings',
    'compactions',
    'kept_until',
  ])
    await db.run(sql`DELETE FROM ${id(name)}`);
}

/** Adds counts of the rows of `changed`, as those of a refresh. */
export async function addCounts(db: Database, refresh: number): Promise<void> {
  for (const { name, count } of KEPT)
    await db.run(
      sql`INSERT INTO ${id(name)} BY NAME SELECT *, ${refresh}::INTEGER AS refresh FROM (${count})`,
    );
}
