import { statSync } from 'node:fs';
import * as z from 'zod';
import type { IngestSummary } from '../../contracts/ingest.ts';
import type { Mapping } from '../../contracts/mapping.ts';
import type { Database } from '../database.ts';
import { fileDigest } from '../file-digest.ts';
import { refusePushed } from '../pushed/pushed-state.ts';
import { checkMapping } from '../reading/check-mapping.ts';
import { blamed } from '../reading/damage.ts';
import { unionOf } from '../reading/decision-rows.ts';
import { type InputFile, inputFiles } from '../reading/input-files.ts';
import { type NormalisedSource, normalise } from '../reading/normalise.ts';
import { type OpenSources, openSources } from '../reading/open-sources.ts';
import { gatherQuarantine, type QuarantinedRule, RULE_NAME } from '../reading/quarantine.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { privacyOf } from './forgettings.ts';
import { ingestDecisions } from './ingest-decisions.ts';
import { ingestVerdicts } from './ingest-verdicts.ts';
import { withheld } from './withheld.ts';

export interface IngestAnswer {
  readonly summary: IngestSummary;
  readonly quarantined: readonly QuarantinedRule[];
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

export interface IngestOptions {
  /** ISO time: when they came in; what lies after it is refused. */
  readonly at: string;
  /** Told of the rows that break a rule: what it throws leaves the store as it was. */
  readonly beforeAdding: (quarantined: readonly QuarantinedRule[]) => void;
  /** Told of a run that added something, within its transaction: what it writes is there with the run, or not at all. */
  readonly record?: (run: IngestRun) => Promise<void>;
  /** How files become tables; as they are unless told otherwise. */
  readonly open?: OpenSources;
}

/** What a run of ingest added. */
export interface IngestRun extends Pick<IngestSummary, 'decisions' | 'verdicts' | 'quarantined'> {
  readonly run: number;
  /** Digests of the files as they were read, each once. */
  readonly files: readonly string[];
}

/**
 * Adds files of decisions and verdicts to a store, in one transaction: cut off at any moment, the store is as before or
 * as after. What it has already is not added again, whole files by their bytes, rows by their ids.
 *
 * @param names files, folders, globs, `-` for standard input
 * @throws Problem input-refused: a file cannot be read at all, or the store holds counts of an engine
 */
export async function ingest(
  db: Database,
  names: readonly string[],
  mapping: Mapping,
  { at, beforeAdding, record, open = openSources }: IngestOptions,
): Promise<IngestAnswer> {
  await refusePushed(db, 'ingest into another one, made by leeway init');
  const files = await inputFiles(names, db.scratch);
  const seen = new Set(await db.column(raw('SELECT digest FROM files')));
  const digests = new Map<InputFile, string>();
  for (const file of files) {
    const digest = await digestOf(file, mapping);
    if (!seen.has(digest)) digests.set(file, digest);
  }
  const fresh = [...digests.keys()];
  const known = files.length - fresh.length;
  const nothing = { added: 0, known: 0 };
  if (fresh.length === 0)
    return {
      summary: {
        files: { added: 0, known },
        decisions: nothing,
        verdicts: nothing,
        quarantined: 0,
        quarantinedByRule: {},
      },
      quarantined: [],
      notes: [],
    };
  try {
    await db.dropTemporary();
    // Before the transaction: within one, rows of a new table have no places yet.
    const read = await readAll(db, fresh, mapping, at, open);
    return await db.transaction(async () => {
      const { run } = await db.row(
        z.object({ run: z.number() }),
        raw('SELECT coalesce(max(run), 0)::INTEGER + 1 AS run FROM runs'),
      );
      const { quarantined, ...counts } = await addRows(db, read, at, run);
      beforeAdding(quarantined);
      const rows = quarantined.reduce((sum, one) => sum + one.rows, 0);
      await db.run(sql`INSERT INTO runs VALUES (${run}::INTEGER, ${at}::TIMESTAMP, ${counts.decisions.added}::BIGINT,
        ${counts.decisions.known}::BIGINT, ${counts.verdicts.added}::BIGINT, ${counts.verdicts.known}::BIGINT, ${rows}::BIGINT, 0, 0, 0)`);
      for (const [file, digest] of digests)
        await db.run(
          sql`INSERT INTO files VALUES (${digest}, ${file.label}, ${statSync(file.path).size}::BIGINT, ${run}::INTEGER)`,
        );
      if (counts.decisions.added + counts.verdicts.added + rows > 0)
        await record?.({ run, ...counts, quarantined: rows, files: [...new Set(digests.values())] });
      const byRule = Object.fromEntries(quarantined.map((one) => [one.rule, one.rows]));
      return {
        summary: {
          files: { added: fresh.length, known },
          ...counts,
          quarantined: rows,
          quarantinedByRule: byRule,
        },
        quarantined,
        notes: read.sources.flatMap(({ source }) => source.notes ?? []),
      };
    });
  } catch (error) {
    throw await blamed(db, fresh, error);
  }
}

/** What the files hold: decisions, those with a verdict beside them too, and verdicts by themselves. */
interface Read {
  readonly sources: readonly NormalisedSource[];
  /** As `unionOf` has them; null where there are none. */
  readonly deciding: Sql | null;
  readonly judging: Sql | null;
}

async function readAll(
  db: Database,
  files: readonly InputFile[],
  mapping: Mapping,
  at: string,
  open: OpenSources,
): Promise<Read> {
  const opened = await open(db, files, mapping);
  await checkMapping(db, mapping, files, opened);
  const privacy = await privacyOf(db);
  const sources = opened.map((source) => withheld(normalise(source, mapping), privacy));
  const of = async (isVerdicts: boolean, table: Sql): Promise<Sql | null> => {
    const some = sources.filter((one) => (one.kind === 'verdicts') === isVerdicts);
    if (some.length === 0) return null;
    const rows = unionOf(some, at);
    if (some.every(({ lean }) => lean !== null)) return rows;
    // Rows are looked at several times; texts would be understood anew each time.
    await db.run(
      sql`CREATE TEMP TABLE ${table} AS SELECT COLUMNS(lambda name: name NOT LIKE 'raw_%' AND name <> 'as_of') FROM ${rows}`,
    );
    return table;
  };
  return {
    sources,
    deciding: await of(false, raw('deciding_rows')),
    judging: await of(true, raw('judging_rows')),
  };
}

async function addRows(
  db: Database,
  { sources, deciding, judging }: Read,
  at: string,
  run: number,
): Promise<Pick<IngestSummary, 'decisions' | 'verdicts'> & { quarantined: readonly QuarantinedRule[] }> {
  const nothing = { added: 0, known: 0, refused: 0 };
  const { refused, ...decisions } = deciding === null ? nothing : await ingestDecisions(db, deciding, run);
  const verdicts = await ingestVerdicts(db, { deciding, judging }, run);
  const quarantined = await gatherQuarantine(
    db,
    sources,
    at,
    true,
    ({ kind }) => kind !== 'verdicts' && refused === 0,
  );
  await db.run(
    sql`INSERT INTO quarantined SELECT ${run}::INTEGER, file, line, ${RULE_NAME} AS rule, value FROM quarantine`,
  );
  return { decisions, verdicts, quarantined };
}

/** Identity of a file as it is read: its bytes, and what the mapping makes of them. */
async function digestOf({ path }: InputFile, mapping: Mapping): Promise<string> {
  return (await fileDigest(path, `${JSON.stringify(mapping)}\n`)).sha256;
}
