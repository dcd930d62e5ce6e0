import * as z from 'zod';
import { START_DECISIONS } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { MODEL_NAME } from './understood-rows.ts';

/** What the cells say of one (domain, model): how many valid decisions, and when (ms since 1970, UTC). */
export interface Span {
  readonly domain: string;
  readonly model: string;
  readonly decisions: number;
  readonly first: number;
  readonly last: number;
}

/** The first decisions in time of one (domain, model), without their verdicts. */
export const Beginning = z.object({
  domain: z.string(),
  model: z.string(),
  decisions: z.number(),
  /** When the last of them was made, ms since 1970, rounded up. */
  until: z.number(),
  /** ppm of the eligible ones among them, highest first */
  confidences: z.array(z.number()),
});
export type Beginning = z.infer<typeof Beginning>;

/**
 * Confidences of the first 500 decisions in time, all of those at the moment of the 500th included, for
 * every (domain, model). Guesses how far to read from volume and span, and reads further where it fell short.
 */
export async function startConfidences(
  db: Database,
  understood: Sql,
  spans: readonly Span[],
): Promise<Beginning[]> {
  const beginnings: Beginning[] = [];
  let waiting = [...spans];
  for (let generosity = 3; waiting.length > 0; generosity *= 8) {
    const reach = waiting.map((span) => {
      const share = Math.min(1, (generosity * START_DECISIONS) / span.decisions);
      return {
        ...span,
        until: share === 1 ? span.last : Math.floor(span.first + (span.last - span.first) * share),
      };
    });
    const found = new Map<string, Beginning>();
    for (const window of windowsOf(reach))
      for (const one of await readUntil(db, understood, window)) found.set(keyOf(one), one);
    const short: Span[] = [];
    for (const span of reach) {
      const one = found.get(keyOf(span));
      if (span.until < span.last && (one === undefined || one.decisions < START_DECISIONS)) short.push(span);
      else
        beginnings.push(
          one ?? { domain: span.domain, model: span.model, decisions: 0, until: span.last, confidences: [] },
        );
    }
    waiting = short;
  }
  return beginnings;
}

type Reach = Span & { readonly until: number };

/** Spans that overlap are read together, those apart on their own: a late model must not make all before it be read. */
function windowsOf(reach: readonly Reach[]): Reach[][] {
  const windows: Reach[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of [...reach].sort((a, b) => a.first - b.first)) {
    if (span.first > end) windows.push([]);
    windows.at(-1)?.push(span);
    end = Math.max(end, span.until);
  }
  return windows;
}

/** A (domain, model) as one text. */
export function keyOf(one: { readonly domain: string; readonly model: string }): string {
  return JSON.stringify([one.domain, one.model]);
}

async function readUntil(db: Database, understood: Sql, reach: readonly Reach[]): Promise<Beginning[]> {
  const limits = join(
    reach.map(
      (span) => sql`(${span.domain}::VARCHAR, ${span.model}::VARCHAR, epoch_ms(${span.until}::BIGINT))`,
    ),
    ', ',
  );
  const earliest = Math.floor(Math.min(...reach.map((span) => span.first)));
  const latest = Math.max(...reach.map((span) => span.until));
  const found = await db.rows(
    Beginning,
    sql`WITH early AS (
        SELECT rows.domain, rows.model, decided_at, p, eligible
        FROM (SELECT * REPLACE (${MODEL_NAME} AS model) FROM ${understood}) AS rows JOIN (VALUES ${limits}) AS limits (domain, model, until) ON rows.domain = limits.domain AND rows.model = limits.model
        WHERE decided_at BETWEEN epoch_ms(${earliest}::BIGINT) AND epoch_ms(${latest + 1}::BIGINT)
          -- the span is known to the millisecond only, a decision's time to the microsecond
          AND decided_at < limits.until + INTERVAL 1 millisecond),
      ends AS (SELECT domain, model, list_max(min(decided_at, ${raw(String(START_DECISIONS))})) AS until FROM early GROUP BY ALL)
    SELECT domain, model, count(*)::INTEGER AS decisions, epoch_ms(max(decided_at))::DOUBLE + 1 AS until,
      coalesce(list(p ORDER BY p DESC) FILTER (eligible), []) AS confidences
    FROM early JOIN ends USING (domain, model) WHERE decided_at <= ends.until GROUP BY ALL ORDER BY domain, model`,
  );
  return found;
}
