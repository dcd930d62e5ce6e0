import * as z from 'zod';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { InputSummary } from '../contracts/rule.ts';
import { checkMapping } from './check-mapping.ts';
import { isTime } from './checks.ts';
import { countRows } from './count-rows.ts';
import { blamed } from './damage.ts';
import type { Database } from './database.ts';
import { judgedRows } from './decision-rows.ts';
import { evidenceOf } from './evidence.ts';
import type { SoundCell, Understood } from './evidence-cells.ts';
import { type InputFile, inputFiles } from './input-files.ts';
import { type NormalisedSource, normalise } from './normalise.ts';
import { openSources } from './open-sources.ts';
import { gatherQuarantine, type QuarantinedRule } from './quarantine.ts';
import { id, join, raw, type Sql, sql } from './sql.ts';
import { type Span, startConfidences } from './start-confidences.ts';

/** What a history of files says, and what became of every row in it. */
export interface History {
  readonly asOf: string;
  readonly summary: InputSummary;
  readonly quarantined: readonly QuarantinedRule[];
  readonly evidence: readonly Evidence[];
}

/**
 * Reads files of decisions and verdicts into evidence. Set-based: no row becomes a JavaScript object.
 *
 * @param names files, folders, globs, `-` for standard input
 * @param asOf ISO time; null means the newest time in the input
 * @throws Problem input-refused: a file that cannot be read at all, or holds no row; configuration: a mapping that
 * names a column which no file has
 */
export async function readHistory(
  db: Database,
  names: readonly string[],
  mapping: Mapping,
  configuration: Configuration,
  asOf: string | null,
): Promise<History> {
  const files = await inputFiles(names, db.scratch);
  try {
    return await judge(db, names, files, mapping, configuration, asOf);
  } catch (error) {
    throw await blamed(db, files, error);
  }
}

async function judge(
  db: Database,
  names: readonly string[],
  files: readonly InputFile[],
  mapping: Mapping,
  configuration: Configuration,
  asOf: string | null,
): Promise<History> {
  const opened = await openSources(db, files, mapping);
  await checkMapping(db, mapping, files, opened);
  const sources = opened.map((source) => normalise(source, mapping));
  if (sources.every((one) => one.kind === 'verdicts')) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: verdicts only; give the file with their decisions too`,
    );
  }
  const until = asOf ?? (await newestTime(db, sources)) ?? new Date(0).toISOString();
  const judged = await judgedRows(db, sources, until);
  const { cells, understood, dirty } = await countRows(db, sources, judged, configuration, until);
  const quarantined =
    dirty || (await moreIsBroken(db, sources))
      ? await gatherQuarantine(db, sources, until, judged.verdicts !== null)
      : [];
  if (cells.length === 0 && quarantined.length === 0) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: a header but no rows; export the decisions again`,
    );
  }
  return {
    asOf: until,
    summary: summarise(cells, judged, quarantined),
    quarantined,
    evidence: await evidence(db, understood, cells, configuration),
  };
}

async function evidence(
  db: Database,
  understood: Understood,
  cells: readonly SoundCell[],
  configuration: Configuration,
): Promise<Evidence[]> {
  const groups = groupByModel(cells);
  const spans = groups.map(spanOf);
  const beginnings = await startConfidences(db, understood.relation, spans);
  return spans.map((span, index) => {
    const start = beginnings.find((one) => one.domain === span.domain && one.model === span.model);
    const rules = rulesFor(configuration, span.domain);
    return evidenceOf(span, groups[index] ?? [], start?.confidences ?? [], rules);
  });
}

/** Cells of each (domain, model), in the order of their names. */
function groupByModel(cells: readonly SoundCell[]): SoundCell[][] {
  const groups: SoundCell[][] = [];
  let [domain, model]: (string | null)[] = [null, null];
  for (const cell of cells) {
    if (cell.domain !== domain || cell.model !== model) groups.push([]);
    [domain, model] = [cell.domain, cell.model];
    groups.at(-1)?.push(cell);
  }
  return groups.sort(([a], [b]) => compareNames(a, b));
}

function compareNames(a: SoundCell | undefined, b: SoundCell | undefined): number {
  if (a === undefined || b === undefined) return 0;
  if (a.domain !== b.domain) return a.domain < b.domain ? -1 : 1;
  return a.model < b.model ? -1 : 1;
}

function spanOf(cells: readonly SoundCell[]): Span {
  let [decisions, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const cell of cells) {
    decisions += cell.decisions;
    first = Math.min(first, cell.first);
    last = Math.max(last, cell.last);
  }
  return { domain: cells[0]?.domain ?? '', model: cells[0]?.model ?? '', decisions, first, last };
}

/** The newest time of any decision or verdict, rounded up to the millisecond. */
async function newestTime(db: Database, sources: readonly NormalisedSource[]): Promise<string | null> {
  const finite = (column: string, of: Sql): Sql =>
    sql`SELECT max(${id(column)}) AS newest FROM (${of}) WHERE ${raw(isTime(column))}`;
  const parts = sources.flatMap(({ lean, select }) => {
    // Without a condition Parquet answers from its statistics; one that is no time then asks for a closer look.
    const quick =
      lean === null
        ? []
        : [sql`SELECT max(decided_at) AS newest FROM (${lean})`, sql`SELECT max(reviewed_at) FROM (${lean})`];
    return [{ quick, careful: [finite('decided_at', select), finite('reviewed_at', select)] }];
  });
  const ask = async (queries: readonly Sql[]): Promise<{ newest: number | null; finite: boolean }> =>
    db.row(
      z.object({ newest: z.number().nullable(), finite: z.boolean() }),
      sql`SELECT coalesce(bool_and(${raw(isTime('newest'))}), true) AS finite,
        CASE WHEN ${raw(isTime('max(newest)'))} THEN epoch_ms(max(newest) + INTERVAL 999 microsecond) END::DOUBLE AS newest
        FROM (${join(queries, ' UNION ALL ')})`,
    );
  let answer = await ask(parts.flatMap((part) => (part.quick.length > 0 ? part.quick : part.careful)));
  if (!answer.finite) answer = await ask(parts.flatMap((part) => part.careful));
  return answer.newest === null ? null : new Date(answer.newest).toISOString();
}

/** Broken rows that are no decisions: lines that could not be read, verdicts that fit none. */
async function moreIsBroken(db: Database, sources: readonly NormalisedSource[]): Promise<boolean> {
  const suspects = sources.flatMap((one) => (one.source.malformed === null ? [] : [one.source.malformed]));
  if (sources.some((one) => one.kind === 'verdicts'))
    suspects.push(sql`(FROM verdict_rows WHERE rule IS NOT NULL)`);
  for (const suspect of suspects) {
    const { found } = await db.row(
      z.object({ found: z.boolean() }),
      sql`SELECT EXISTS (FROM ${suspect}) AS found`,
    );
    if (found) return true;
  }
  return false;
}

function summarise(
  cells: readonly SoundCell[],
  judged: { verdicts: number | null; known: number },
  quarantined: readonly QuarantinedRule[],
): InputSummary {
  const count = (list: readonly SoundCell[]): number => list.reduce((sum, cell) => sum + cell.decisions, 0);
  return {
    decisions: count(cells),
    verdicts: judged.verdicts ?? count(cells.filter((cell) => cell.verdict !== null)),
    known: judged.known,
    quarantined: quarantined.reduce((sum, one) => sum + one.rows, 0),
    quarantinedByRule: Object.fromEntries(quarantined.map((one) => [one.rule, one.rows])),
  };
}
