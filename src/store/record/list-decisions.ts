import * as z from 'zod';
import type { Condition } from '../../contracts/condition.ts';
import { ListedDecision } from '../../contracts/decision-page.ts';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { join, raw, type Sql, sql, text } from '../sql.ts';
import { conditionSql } from './condition-sql.ts';
import { keptRows } from './kept-rows.ts';

/** Which decisions are asked for. */
export interface DecisionsAsked {
  readonly domain: string;
  readonly where: readonly Condition[];
  /** ISO time */
  readonly until: string;
  /** ISO time: younger decisions are in no figure yet. */
  readonly matureUntil: string;
}

/** Which of them: so many, after the last of the page before. */
export interface PageAsked {
  readonly limit: number;
  /** Null for the first page. */
  readonly after: PlaceInList | null;
}

/** Where a decision stands among all: by time, and among those of one moment by its id. */
export interface PlaceInList {
  /** Microseconds since 1970. */
  readonly decidedAtUs: string;
  readonly decisionId: string;
}

/** What a spreadsheet would take for a formula, as `csv` of the reports has it. */
const FORMULA = String.raw`^([\t\r\n]|\s*[=+\-@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}])`;
const TIME = '%Y-%m-%dT%H:%M:%S.%fZ';
const COLUMNS: Readonly<Record<string, Sql>> = {
  decision_id: safe(raw('decision_id')),
  model: safe(raw('model')),
  decided_at: raw(`strftime(decided_at, '${TIME}')`),
  confidence: raw('confidence'),
  verdict: raw('verdict'),
  reviewed_at: raw(`strftime(reviewed_at, '${TIME}')`),
  severity: raw('severity'),
  review_probability: raw('inclusion'),
  policy: safe(raw('policy')),
  amount: raw('amount'),
  triggers: safe(raw(`array_to_string(triggers, '|')`)),
  segments: safe(raw('segments')),
};

/**
 * Writes the decisions of a domain that meet all conditions into a CSV file, oldest first, each with the verdict that stands.
 *
 * @returns how many
 */
export async function writeDecisions(db: Database, path: string, asked: DecisionsAsked): Promise<number> {
  const columns = Object.entries(COLUMNS).map(([name, value]) => sql`${value} AS ${raw(name)}`);
  // A parameter cannot stand in what is copied.
  await db.run(sql`CREATE OR REPLACE TEMP TABLE listed AS
    SELECT ${join(columns, ', ')}, decided_at > ${asked.matureUntil}::TIMESTAMP AS immature
    FROM ${await matching(db, asked)} ORDER BY judged.decided_at, judged.decision_id`);
  await db.run(sql`COPY listed TO ${text(path)} (FORMAT csv, HEADER)`);
  return db.count(raw('listed'));
}

/** A page of the same decisions, the newest first. */
export async function pageOfDecisions(
  db: Database,
  asked: DecisionsAsked,
  { limit, after }: PageAsked,
): Promise<{ readonly total: number; readonly rows: ListedDecision[]; readonly next: PlaceInList | null }> {
  const from = await matching(db, asked);
  const total = await db.count(from);
  const older =
    after === null
      ? raw('')
      : sql`AND (judged.decided_at, judged.decision_id) < (make_timestamp(${after.decidedAtUs}::BIGINT), ${after.decisionId})`;
  const found = await db.rows(
    Row,
    sql`SELECT decision_id AS "decisionId", ${MODEL_NAME} AS model, strftime(decided_at, ${text(TIME)}) AS "decidedAt", confidence,
      verdict, strftime(reviewed_at, ${text(TIME)}) AS "reviewedAt", severity, inclusion AS "reviewProbability", policy,
      amount::DOUBLE AS amount, coalesce(triggers, []) AS triggers, segments,
      decided_at > ${asked.matureUntil}::TIMESTAMP AS immature, epoch_us(decided_at)::VARCHAR AS "decidedAtUs"
    FROM ${from} ${older} ORDER BY judged.decided_at DESC, judged.decision_id DESC LIMIT ${raw(String(Math.trunc(limit) + 1))}`,
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    total,
    rows: found.slice(0, limit).map(({ decidedAtUs, segments, ...row }) => ({
      ...row,
      segments: segments === null ? {} : Segments.parse(JSON.parse(segments)),
    })),
    next: last === undefined ? null : { decidedAtUs: last.decidedAtUs, decisionId: last.decisionId },
  };
}

const Row = ListedDecision.extend({ segments: z.string().nullable(), decidedAtUs: z.string() });
const Segments = z.record(z.string(), z.coerce.string());

/** What stands after FROM, with its conditions. */
async function matching(db: Database, { domain, where, until }: DecisionsAsked): Promise<Sql> {
  const { relation } = await keptRows(db, until, { often: false, only: domain });
  const conditions = [raw('true'), ...where.map(conditionSql)];
  return sql`${relation} AS judged WHERE ${join(conditions, ' AND ')}`;
}

function safe(value: Sql): Sql {
  return sql`CASE WHEN regexp_matches(${value}, ${text(FORMULA)}) THEN '''' || ${value} ELSE ${value} END`;
}
