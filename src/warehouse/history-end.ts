import * as z from 'zod';
import { Problem } from '../contracts/problem.ts';
import type { Engine } from './engines/engine.ts';
import { type Asked, DAY_US } from './statements/asked.ts';
import { span } from './statements/bounds-statements.ts';

const Part = z.object({
  leeway_table: z.string(),
  leeway_last: z.coerce.number(),
  leeway_rows: z.coerce.number(),
});

/** Clocks of two machines may differ by so much. */
const CLOCK_MS = 300_000;

/** What has been asked before. */
export interface Known {
  /** First day since 1970 that is asked for again; null for all. */
  readonly fromDay: number | null;
  /** ISO time that the counts of before stand for; null where there are none. */
  readonly asOf: string | null;
}

/**
 * The newest time of a history, up to a millisecond: microseconds since 1970.
 *
 * @param until ISO time after which nothing counts; null for none
 * @param now ISO time
 * @throws Problem input-refused: no decision at all, or times that are still to come, as those in another zone are
 */
export async function historyEnd(
  engine: Engine,
  asked: Pick<Asked, 'dialect' | 'warehouse' | 'configuration'>,
  until: string | null,
  now: string,
  { fromDay, asOf }: Known,
): Promise<number> {
  const from = fromDay === null ? null : fromDay * DAY_US;
  const parts = (await engine.rows(span({ ...asked, from }))).map((row) => Part.parse(row));
  if (
    fromDay === null &&
    (parts.find(({ leeway_table }) => leeway_table === 'decisions')?.leeway_rows ?? 0) === 0
  )
    throw new Problem(
      'input-refused',
      `${engine.label}: no decision there; check decisions in the file of --source`,
    );
  // Partitions that are not looked into again may hold the newest.
  const before = fromDay === null || asOf === null ? 0 : Date.parse(asOf);
  const newestMs = Math.max(before, ...parts.map(({ leeway_last }) => Math.ceil(leeway_last / 1000)));
  if (until !== null && Date.parse(until) < newestMs) return Date.parse(until) * 1000;
  const ahead = newestMs - Date.parse(now);
  if (ahead <= CLOCK_MS) return newestMs * 1000;
  const field = parts.find(({ leeway_last }) => Math.ceil(leeway_last / 1000) === newestMs)?.leeway_table;
  const shown = ahead < 1e12 ? `${(ahead / 3_600_000).toFixed(1)} hours` : 'years';
  throw new Problem(
    'input-refused',
    `${engine.label}: ${field} has times ${shown} ahead of now, as those have that are not in UTC; name timeZone in the file of --source, or leave out what is later with --until`,
  );
}
