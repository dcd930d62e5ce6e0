import type { AmountStep } from '../contracts/amount-step.ts';
import type { Configuration } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { InputSummary } from '../contracts/rule.ts';
import type { Database } from './database.ts';
import type { CellColumns } from './evidence/cell-columns.ts';
import { type CountedRows, countHopefully, countRows } from './evidence/count-rows.ts';
import { countOf, historyEvidence } from './evidence/history-evidence.ts';
import { gatherSliceValues, keepingSlices } from './evidence/slice-values.ts';
import { soundRows, type Understood } from './evidence/understood-rows.ts';
import { checkMapping } from './reading/check-mapping.ts';
import { columnFacts } from './reading/column-facts.ts';
import { blamed } from './reading/damage.ts';
import { decisionIds, hopefulRows, type JudgedRows, judgedRows } from './reading/decision-rows.ts';
import { fileVotes } from './reading/file-votes.ts';
import { type InputFile, inputFiles } from './reading/input-files.ts';
import { type NormalisedSource, normalise } from './reading/normalise.ts';
import { type OpenSources, openSources } from './reading/open-sources.ts';
import { gatherQuarantine, type QuarantinedRule } from './reading/quarantine.ts';
import { checkIds } from './reading/repeated-ids.ts';
import { type Sql, sql } from './sql.ts';

/** What a history of files says, and what became of every row in it. */
export interface History {
  readonly asOf: string;
  readonly summary: InputSummary;
  readonly quarantined: readonly QuarantinedRule[];
  readonly evidence: readonly Evidence[];
  /** Of each domain with amount steps, whose evidence above is that up to the last of them. */
  readonly amountSteps: ReadonlyMap<Evidence, readonly AmountStep[]>;
  /** The sound rows themselves, for questions that the evidence does not answer. */
  readonly understood: Understood;
  /** The same rows, each decision with the first verdict on it instead of that which stands. */
  readonly atFirstWord: Understood;
  /**
   * Makes the table `slice_values`: a row for each decision, in `v0`, `v1` … its values of the columns, in their order.
   *
   * @throws Problem configuration: nothing has the column, or it is one that a verdict fills
   */
  readonly gatherSliceValues: (columns: readonly string[]) => Promise<void>;
  /** The votes on its decisions, in the columns that `makeLastWords` asks for. */
  readonly gatherVotes: () => Sql;
}

/** A history of files. */
export interface FileHistory extends History {
  /** The rules under which the evidence was counted: those that were asked for, and what the files themselves forbid. */
  readonly configuration: Configuration;
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads files of decisions and verdicts into evidence. Set-based: no row becomes a JavaScript object.
 *
 * @param names files, folders, globs, `-` for standard input
 * @param asOf ISO time; null means the newest time in the input
 * @param open how files become tables; by way of another tool's records where the mapping names one
 * @throws Problem input-refused: a file that cannot be read at all, or holds no row; configuration: a mapping that
 * names a column which no file has
 */
export async function readHistory(
  db: Database,
  names: readonly string[],
  mapping: Mapping,
  configuration: Configuration,
  asOf: string | null,
  open: OpenSources = openSources,
): Promise<FileHistory> {
  const files = await inputFiles(names, db.scratch);
  try {
    return await judge(db, { names, files, mapping, open }, configuration, asOf);
  } catch (error) {
    throw await blamed(db, files, error);
  }
}

interface FilesAsked {
  readonly names: readonly string[];
  readonly files: readonly InputFile[];
  readonly mapping: Mapping;
  readonly open: OpenSources;
}

async function judge(
  db: Database,
  { names, files, mapping, open }: FilesAsked,
  asked: Configuration,
  asOf: string | null,
): Promise<FileHistory> {
  const opened = await open(db, files, keepingSlices(mapping, asked));
  const configuration = opened.some(({ isChosen }) => isChosen === true) ? undeclared(asked) : asked;
  await checkMapping(db, mapping, files, opened);
  const sources = opened.map((source) => normalise(source, mapping));
  if (sources.every((one) => one.kind === 'verdicts')) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: verdicts only${mapping.from === undefined ? '' : ', for no decision has a confidence'}; give the file with their decisions too`,
    );
  }
  const facts = await columnFacts(db, sources);
  const until = asOf ?? facts.newest ?? new Date(0).toISOString();
  const ids = await checkIds(db, decisionIds(sources), facts.rows);
  const hopeful = facts.inRange(until) ? await hopefulRows(db, sources, ids) : null;
  // DuckDB counts while this thread compares the ids.
  const [repeats, quick] = await Promise.all([
    ids.mayRepeat(),
    hopeful === null ? null : countHopefully(db, hopeful, configuration, until),
  ]);
  const joined = quick === null || repeats ? await judgedRows(db, sources, until, repeats) : null;
  const { cells, understood, dirty } =
    joined === null ? (quick as CountedRows) : await countRows(db, joined, configuration, until);
  const verdictsBeside = joined !== null && joined.verdicts !== null;
  const quarantined =
    dirty || (await moreIsBroken(db, sources))
      ? await gatherQuarantine(db, sources, until, verdictsBeside)
      : [];
  if (cells.length === 0 && quarantined.length === 0) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: a header but no rows; export the decisions again`,
    );
  }
  return {
    asOf: until,
    summary: summarise(cells, joined, quarantined),
    quarantined,
    ...(await historyEvidence(db, understood, cells, configuration)),
    understood,
    atFirstWord:
      joined === null ? understood : soundRows(joined.atFirstWord, joined.absent, configuration, until),
    gatherSliceValues: (columns) => gatherSliceValues(db, sources, mapping, columns),
    gatherVotes: () => fileVotes(sources, until, verdictsBeside),
    configuration,
    notes: opened.flatMap(({ notes }) => notes ?? []),
  };
}

/** What people saw was chosen, and nobody says how: the same rules, unless they declare it. */
function undeclared(configuration: Configuration): Configuration {
  const { defaults } = configuration;
  return {
    ...configuration,
    defaults: { ...defaults, reviewProbability: defaults.reviewProbability ?? 'unknown' },
  };
}

/** Broken rows that are no decisions: lines that could not be read, verdicts that fit none. */
async function moreIsBroken(db: Database, sources: readonly NormalisedSource[]): Promise<boolean> {
  const suspects = sources.flatMap((one) => (one.source.malformed === null ? [] : [one.source.malformed]));
  if (sources.some((one) => one.kind === 'verdicts'))
    suspects.push(sql`(FROM verdict_rows WHERE rule IS NOT NULL)`);
  for (const suspect of suspects) if (await db.exists(sql`FROM ${suspect}`)) return true;
  return false;
}

function summarise(
  cells: readonly CellColumns[],
  joined: JudgedRows | null,
  quarantined: readonly QuarantinedRule[],
): InputSummary {
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  return {
    decisions: sum(cells.map((one) => countOf(one))),
    verdicts: joined?.verdicts ?? sum(cells.map((one) => countOf(one, (word) => !Number.isNaN(word)))),
    known: joined?.known ?? 0,
    quarantined: sum(quarantined.map((one) => one.rows)),
    quarantinedByRule: Object.fromEntries(quarantined.map((one) => [one.rule, one.rows])),
  };
}
