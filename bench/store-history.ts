import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Decisions of one day, and the verdicts on them. */
export interface StoreDay {
  readonly decisions: string;
  readonly verdicts: string;
}

/** A year of decisions in 1,000 domains of very different size, a fifth of them judged some days later; and two days more. */
export interface StoreHistory {
  readonly decisions: string;
  readonly verdicts: string;
  /** The same decisions in another file. */
  readonly again: string;
  readonly days: readonly StoreDay[];
}

export const DAY_DECISIONS = 300_000;
const DOMAINS = 1000;
const DAYS = [1, 2];

/** Makes it where it is not there. Chance is a hash of the row's number, so that it is the same every time. */
export async function storeHistory(cache: string, decisions: number): Promise<StoreHistory> {
  const folder = join(cache, `store-${decisions}`);
  const at = (name: string): string => join(folder, `${name}.parquet`);
  const history = {
    decisions: at('decisions'),
    verdicts: at('verdicts'),
    again: at('again'),
    days: DAYS.map((day) => ({ decisions: at(`day-${day}-decisions`), verdicts: at(`day-${day}-verdicts`) })),
  };
  if (history.days.every(({ verdicts }) => existsSync(verdicts))) return history;
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '4GB',
    temp_directory: join(folder, 'spill'),
  });
  const connection = await instance.connect();
  const chance = (salt: number): string => `((hash(i * 16 + ${salt}) >> 11)::DOUBLE / 9007199254740992)`;
  // Number by number in time, `i` from the first of the year on.
  const rows = (from: number, to: number, first: string, days: number): string => `(
    SELECT md5(i::VARCHAR)[1:20] AS decision_id, 'domain-' || (${DOMAINS} * ${chance(1)} ** 2)::INTEGER AS domain,
      ${first} + to_microseconds(((i - ${from}) * ${days}::DOUBLE * 86400000000 / ${to - from})::BIGINT) AS decided_at,
      round(1 - 0.4 * ${chance(2)} ** 2, 6) AS confidence, 'agent-1' AS model, '1' AS policy,
      ['pay', 'refuse', 'ask', 'close'][1 + (4 * ${chance(3)})::INTEGER % 4] AS ai_answer,
      ['email', 'chat', 'phone', 'app'][1 + (4 * ${chance(4)})::INTEGER % 4] AS channel,
      0.21 AS review_probability, round(200 * ${chance(5)} ** 3, 2) AS amount, i
    FROM range(${from}, ${to}) AS numbers (i))`;
  const judged = (
    relation: string,
  ): string => `SELECT decision_id, 'r-' || (40 * ${chance(6)})::INTEGER AS reviewer_id,
      decided_at + to_minutes((2880 * ${chance(7)})::INTEGER) AS reviewed_at,
      CASE WHEN ${chance(8)} < 0.5 * (1 - confidence) THEN 'override' ELSE 'agree' END AS verdict
    FROM ${relation} WHERE ${chance(9)} < review_probability`;
  const write = async (query: string, path: string, compression = 'zstd'): Promise<void> => {
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, COMPRESSION ${compression})`);
  };
  const year = rows(0, decisions, `TIMESTAMP '2025-01-01'`, 365);
  await write(`SELECT * EXCLUDE (i) FROM ${year}`, history.decisions);
  await write(`SELECT * EXCLUDE (i) FROM ${year}`, history.again, 'snappy');
  await write(judged(year), history.verdicts);
  for (const [place, day] of history.days.entries()) {
    const from = decisions + place * DAY_DECISIONS;
    const some = rows(from, from + DAY_DECISIONS, `TIMESTAMP '2026-01-0${place + 1}'`, 1);
    await write(`SELECT * EXCLUDE (i) FROM ${some}`, day.decisions);
    await write(judged(some), day.verdicts);
  }
  connection.closeSync();
  instance.closeSync();
  return history;
}
