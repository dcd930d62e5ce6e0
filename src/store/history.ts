import { z } from 'zod';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { InputSummary } from '../contracts/rule.ts';
import type { Database } from './database.ts';
import { judgedRows, unionOf } from './decision-rows.ts';
import { evidenceOf } from './evidence.ts';
import { evidenceCells, type RawCell, understoodRows } from './evidence-cells.ts';
import { inputFiles } from './input-files.ts';
import { type NormalisedSource, normalise } from './normalise.ts';
import { gatherQuarantine, type QuarantinedRule } from './quarantine.ts';
import { openSources } from './source.ts';
import { type Sql, sql } from './sql.ts';
import { startConfidences } from './start-confidences.ts';

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
 * @throws Problem input-refused: a file that cannot be read at all, or holds no row
 */
export async function readHistory(
  db: Database,
  names: readonly string[],
  mapping: Mapping,
  configuration: Configuration,
  asOf: string | null,
): Promise<History> {
  const files = await inputFiles(names, db.scratch);
  const sources = (await openSources(db, files, mapping)).map((source) => normalise(source, mapping));
  if (sources.every((one) => one.kind === 'verdicts')) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: verdicts only; give the file with their decisions too`,
    );
  }
  const until = asOf ?? (await newestTime(db, sources));
  const judged = await judgedRows(db, sources, until);
  const understood = understoodRows(judged.relation, configuration, until ?? new Date(0).toISOString());
  const cells = await evidenceCells(db, understood);
  const quarantined = await quarantine(db, sources, cells, until, judged.verdicts !== null);
  if (cells.length === 0 && quarantined.length === 0) {
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: a header but no rows; export the decisions again`,
    );
  }
  if (until === null)
    return {
      asOf: new Date(0).toISOString(),
      summary: summarise(cells, judged, quarantined),
      quarantined,
      evidence: [],
    };
  return {
    asOf: until,
    summary: summarise(cells, judged, quarantined),
    quarantined,
    evidence: await evidence(db, understood, cells, configuration),
  };
}

async function evidence(
  db: Database,
  understood: Sql,
  cells: readonly RawCell[],
  configuration: Configuration,
): Promise<Evidence[]> {
  const groups = new Map<string, RawCell[]>();
  for (const cell of cells) {
    if (cell.rule !== null) continue;
    const key = JSON.stringify([cell.domain, cell.model]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  const order = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const spans = order.map((group) => ({
    domain: group[0]?.domain ?? '',
    model: group[0]?.model ?? '',
    decisions: group.reduce((sum, cell) => sum + cell.decisions, 0),
    first: Math.min(...group.map((cell) => cell.first ?? Number.POSITIVE_INFINITY)),
    last: Math.max(...group.map((cell) => cell.last ?? Number.NEGATIVE_INFINITY)),
  }));
  const beginnings = await startConfidences(db, understood, spans);
  return spans.map((span) => {
    const key = JSON.stringify([span.domain, span.model]);
    const start = beginnings.find((one) => one.domain === span.domain && one.model === span.model);
    return evidenceOf(
      span,
      groups.get(key) ?? [],
      start?.confidences ?? [],
      rulesFor(configuration, span.domain),
    );
  });
}

async function newestTime(db: Database, sources: readonly NormalisedSource[]): Promise<string | null> {
  const { newest } = await db.row(
    z.object({ newest: z.number().nullable() }),
    sql`SELECT epoch_ms(greatest(max(decided_at) FILTER (isfinite(decided_at)), max(reviewed_at) FILTER (isfinite(reviewed_at))) + INTERVAL 999 microsecond)::DOUBLE AS newest
      FROM ${unionOf(sources, null)}`,
  );
  return newest === null ? null : new Date(newest).toISOString();
}

async function quarantine(
  db: Database,
  sources: readonly NormalisedSource[],
  cells: readonly RawCell[],
  asOf: string | null,
  resolved: boolean,
): Promise<QuarantinedRule[]> {
  const checked = sources.flatMap((one) => (one.source.malformed === null ? [] : [one.source.malformed]));
  if (sources.some((one) => one.kind === 'verdicts'))
    checked.push(sql`(FROM verdict_rows WHERE rule IS NOT NULL)`);
  let dirty = cells.some((cell) => cell.rule !== null);
  for (const relation of checked) {
    if (dirty) break;
    dirty = (await db.row(z.object({ found: z.boolean() }), sql`SELECT EXISTS (FROM ${relation}) AS found`))
      .found;
  }
  return dirty ? gatherQuarantine(db, sources, asOf, resolved) : [];
}

function summarise(
  cells: readonly RawCell[],
  judged: { verdicts: number | null; known: number },
  quarantined: readonly QuarantinedRule[],
): InputSummary {
  const sound = cells.filter((cell) => cell.rule === null);
  const count = (list: readonly RawCell[]): number => list.reduce((sum, cell) => sum + cell.decisions, 0);
  return {
    decisions: count(sound),
    verdicts: judged.verdicts ?? count(sound.filter((cell) => cell.verdict !== null)),
    known: judged.known,
    quarantined: quarantined.reduce((sum, one) => sum + one.rows, 0),
    quarantinedByRule: Object.fromEntries(quarantined.map((one) => [one.rule, one.rows])),
  };
}
