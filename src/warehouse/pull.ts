import { join } from 'node:path';
import * as z from 'zod';
import type { Configuration } from '../contracts/configuration.ts';
import { START_DECISIONS } from '../contracts/evidence.ts';
import { counted } from '../contracts/figures.ts';
import { Problem } from '../contracts/problem.ts';
import { Rule } from '../contracts/rule.ts';
import { RULES } from '../contracts/rule-words.ts';
import type { Warehouse } from '../contracts/warehouse.ts';
import { FEWEST_SAMPLE_ROWS } from '../store/evidence/evidence-cells.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Engine } from './engines/engine.ts';
import type { Piece } from './piece.ts';
import { type Asked, DAY_US, type RecordName } from './statements/asked.ts';
import { misfiled, refused, repeats } from './statements/bounds-statements.ts';
import { days, manyConfidences, starts } from './statements/evidence-statements.ts';
import { statementsFor } from './written-statements.ts';

/** What is pulled from an engine. */
export interface PullRequest {
  readonly engine: Engine;
  readonly dialect: Dialect;
  readonly warehouse: Warehouse;
  readonly configuration: Configuration;
  /** Digest of the rules by which rows are counted. */
  readonly rules: string;
  /** Microseconds since 1970. */
  readonly asOfUs: number;
  /** First day since 1970 that is asked for; null for all. */
  readonly fromDay: number | null;
  /** Decisions that each record has before that day. */
  readonly before: ReadonlyMap<string, number>;
  /** Folder for the answers. */
  readonly folder: string;
  /** Decisions that one statement counts, at most but for those of one part. */
  readonly atOnce: number;
  readonly tell: (sentence: string) => void;
}

export interface Pulled {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly statements: number;
}

const Day = z.object({
  leeway_domain: z.string(),
  leeway_model: z.string(),
  leeway_counted_day: z.coerce.number(),
  leeway_decisions: z.coerce.number(),
});
interface RecordDay extends RecordName {
  readonly day: number;
  readonly decisions: number;
}

/** A record as one text. */
export function recordKey({ domain, model }: RecordName): string {
  return `${domain} / ${model}`;
}

/**
 * Asks an engine for its counts and writes each answer into a file.
 *
 * @throws Problem input-refused: what the engine refuses, or decisions of one id
 */
export async function pull(request: PullRequest): Promise<Pulled> {
  const { engine, warehouse, configuration, dialect, asOfUs, fromDay, tell } = request;
  const asked: Asked = {
    ...{ dialect, warehouse, configuration, asOf: asOfUs, until: null },
    from: fromDay === null ? null : fromDay * DAY_US,
  };
  const perDay = (await engine.rows(days(asked))).map((row) => {
    const { leeway_domain: domain, leeway_model: model, ...one } = Day.parse(row);
    return { domain, model, day: one.leeway_counted_day, decisions: one.leeway_decisions };
  });
  const all = perDay.reduce((sum, { decisions }) => sum + decisions, 0);
  tell(`${counted(all, 'decision')} to count on ${engine.label}`);
  if (all === 0) throw await noneSound(engine, asked);
  await refuseMisfiled(engine, asked);
  if (!warehouse.uniqueIds) await refuseRepeats(engine, asked);
  const files: string[] = [];
  let bytes = 0;
  const write = async (statement: Piece): Promise<void> => {
    const path = join(request.folder, `answer-${String(files.length).padStart(4, '0')}.csv`);
    bytes += await engine.write(statement, path);
    files.push(path);
  };
  const banded = await bandedRecords(engine, asked, perDay, all);
  const whole = statementsFor(asked, request.rules, banded);
  await write(whole.bounds);
  let done = 0;
  for (const { from, until, decisions } of chunks(perDay, warehouse.partDays, request.atOnce)) {
    const part = statementsFor(
      { ...asked, from: from * DAY_US, until: until * DAY_US },
      request.rules,
      banded,
    );
    for (const statement of [part.cells, part.audits, part.confidences]) await write(statement);
    done += decisions;
    tell(`${counted(done, 'decision')} counted`);
  }
  for (const { records, until } of startWindows(perDay, request.before))
    await write(starts({ ...asked, until: until * DAY_US, only: records }));
  await write(whole.refused);
  return { files, bytes, statements: files.length };
}

async function noneSound(engine: Engine, asked: Asked): Promise<Problem> {
  const byRule = new Map<Rule, number>();
  for (const row of await engine.rows(refused(asked))) {
    const { leeway_rule: rule, leeway_rows: rows } = Refused.parse(row);
    byRule.set(rule, (byRule.get(rule) ?? 0) + rows);
  }
  const since = asked.from === null ? '' : ` since ${new Date(asked.from / 1000).toISOString()}`;
  const why = byRule.size === 0 ? '' : ` (${leftOut([...byRule].map(([rule, rows]) => ({ rule, rows })))})`;
  return new Problem(
    'input-refused',
    `${engine.label}: no decision${since} that keeps all rules${why}; ask for all again with --all, or look at the columns in the file of --source`,
  );
}

const Refused = z.object({ leeway_rule: Rule, leeway_rows: z.coerce.number() });

/** Which rules rows broke, the one that most broke first. */
export function leftOut(refused: readonly { readonly rule: Rule; readonly rows: number }[]): string {
  return [...refused]
    .sort((a, b) => b.rows - a.rows)
    .map(({ rule, rows }) => `${counted(rows, 'row')}: ${RULES[rule]}`)
    .join(', ');
}

async function refuseMisfiled(engine: Engine, asked: Asked): Promise<void> {
  const statement = misfiled(asked);
  if (statement === null) return;
  const [row] = await engine.rows(statement);
  const { leeway_misfiled: found } = z.object({ leeway_misfiled: z.coerce.number() }).parse(row);
  if (found === 0) return;
  throw new Problem(
    'input-refused',
    `${engine.label}: ${counted(found, 'decision')} ${found === 1 ? 'lies' : 'lie'} in a partition of another day than decided_at says; check decisions.dayPartition and timeZone in the file of --source, or leave dayPartition out`,
  );
}

async function refuseRepeats(engine: Engine, asked: Asked): Promise<void> {
  const [row] = await engine.rows(repeats(asked));
  const { leeway_repeats: found } = z.object({ leeway_repeats: z.coerce.number() }).parse(row);
  if (found === 0) return;
  throw new Problem(
    'input-refused',
    `${engine.label}: ${counted(found, 'decision')} ${found === 1 ? 'has' : 'have'} the decision_id of another; give decisions.query with one row each, or find out where they come from`,
  );
}

/** Of the newest days, as a sample, those records that have more confidences than are kept exactly. */
async function bandedRecords(
  engine: Engine,
  asked: Asked,
  perDay: readonly RecordDay[],
  all: number,
): Promise<RecordName[]> {
  const wanted = Math.max(all / 8, FEWEST_SAMPLE_ROWS);
  let [from, sampled] = [Number.POSITIVE_INFINITY, 0];
  for (const { day, decisions } of [...perDay].sort((a, b) => b.day - a.day)) {
    if (sampled >= wanted && day < from) break;
    [from, sampled] = [day, sampled + decisions];
  }
  if (perDay.length === 0) return [];
  const rows = await engine.rows(manyConfidences({ ...asked, from: from * DAY_US }));
  return rows.map((row) => {
    const { leeway_domain: domain, leeway_model: model } = z
      .object({ leeway_domain: z.string(), leeway_model: z.string() })
      .parse(row);
    return { domain, model };
  });
}

/** Whole parts after one another, so many as one statement counts at once: days since 1970. */
function chunks(
  perDay: readonly RecordDay[],
  partDays: number,
  atOnce: number,
): { from: number; until: number; decisions: number }[] {
  const parts = new Map<number, number>();
  for (const { day, decisions } of perDay) {
    const part = Math.floor(day / partDays);
    parts.set(part, (parts.get(part) ?? 0) + decisions);
  }
  const found: { from: number; until: number; decisions: number }[] = [];
  for (const [part, decisions] of [...parts].sort(([a], [b]) => a - b)) {
    const last = found.at(-1);
    const own = { from: part * partDays, until: (part + 1) * partDays, decisions };
    if (last !== undefined && last.decisions + decisions <= atOnce)
      Object.assign(last, { until: own.until, decisions: last.decisions + decisions });
    else found.push(own);
  }
  return found;
}

/** Up to which day the first decisions of which records lie: those that begin together are asked together. */
function startWindows(
  perDay: readonly RecordDay[],
  before: ReadonlyMap<string, number>,
): { records: RecordName[]; until: number }[] {
  const sums = new Map<string, { record: RecordName; sum: number; until: number }>();
  for (const { domain, model, day, decisions } of [...perDay].sort((a, b) => a.day - b.day)) {
    const key = recordKey({ domain, model });
    const own = sums.get(key) ?? { record: { domain, model }, sum: before.get(key) ?? 0, until: 0 };
    if (own.sum < START_DECISIONS) {
      own.until = day + 1;
      own.sum += decisions;
    }
    sums.set(key, own);
  }
  const windows = new Map<number, RecordName[]>();
  for (const { record, until } of sums.values())
    if (until > 0) windows.set(until, [...(windows.get(until) ?? []), record]);
  return [...windows].map(([until, records]) => ({ records, until }));
}
