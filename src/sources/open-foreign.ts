import type { Field, Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import { ruleCode } from '../store/reading/checks.ts';
import type { InputFile } from '../store/reading/input-files.ts';
import { type OpenSources, openSources } from '../store/reading/open-sources.ts';
import type { Source } from '../store/reading/source.ts';
import { raw, sql } from '../store/sql.ts';
import { FOREIGN } from './all.ts';
import { DECISION_FIELDS, VERDICT_FIELDS } from './fields.ts';
import type { Foreign } from './foreign.ts';
import { fillRows } from './foreign-rows.ts';
import { columnsUsed, type Found } from './found.ts';
import { notesOn } from './notes.ts';
import { pathsOf } from './paths.ts';
import { stageForeign } from './stage-foreign.ts';

/** Characters of a refused record that are kept. */
const LONGEST_VALUE = raw('65536');

/** How files are opened under a mapping: by way of the tool's records where it names one, else as they are. */
export function openerOf({ from }: Mapping): OpenSources {
  if (from === undefined) return openSources;
  const foreign = FOREIGN[from];
  return (db, files, mapping) => openForeign(db, files, mapping, foreign);
}

async function openForeign(
  db: Database,
  files: readonly InputFile[],
  mapping: Mapping,
  foreign: Foreign,
): Promise<Source[]> {
  if (mapping.segments === 'all')
    throw new Problem(
      'configuration',
      '--map: segments: all does not go with --from; name the paths to keep',
    );
  const options = checkedOptions(mapping, foreign);
  const located = await stageForeign(db, files, foreign);
  const { rows, notes } = await foreign.rows({
    db,
    mapping,
    options,
    keepsRecords: pathsOf(mapping).length > 0,
  });
  await fillRows(db, rows, mapping);
  const found = await columnsUsed(db, mapping);
  refuseNothing(found, foreign, [...located.labels.values()]);
  const isChosen =
    foreign.isWhole !== 'yes' &&
    !declares(mapping) &&
    (foreign.isWhole === 'never' || !found.decision.has('review_probability'));
  const refused = sql`SELECT leeway_file AS file, leeway_place AS position, ${raw(ruleCode('record_not_understood'))} AS rule,
    left(why || ': ' || record::VARCHAR, ${LONGEST_VALUE}) AS value FROM foreign_rows JOIN foreign_records USING (n, leeway_file, leeway_place) WHERE kind = 'refused'`;
  const common = {
    labels: located.labels,
    file: raw('leeway_file'),
    position: raw('leeway_place'),
    linesOf: located.linesOf,
  };
  const of = (kind: 'decision' | 'verdict', fields: readonly Field[]): Source => ({
    ...common,
    relation: sql`(SELECT * FROM foreign_rows WHERE kind = ${kind}) AS foreign_rows`,
    columns: new Map([...found[kind]].map((column) => [column, 'VARCHAR'])),
    malformed: null,
    asItCame: raw('(SELECT record::VARCHAR FROM foreign_records AS one WHERE one.n = foreign_rows.n)'),
    fields: new Set(fields),
  });
  const sources = [
    ...(found.decides ? [{ ...of('decision', DECISION_FIELDS), isChosen }] : []),
    ...(found.verdicts > 0 ? [of('verdict', VERDICT_FIELDS)] : []),
  ];
  const [first, ...others] = sources;
  if (first === undefined) throw new Error('a file without a row was not refused');
  return [
    {
      ...first,
      malformed:
        located.malformed === null
          ? sql`(${refused})`
          : sql`(${refused} UNION ALL SELECT * FROM ${located.malformed})`,
      notes: [...notes, ...(await notesOn(db, { foreign, mapping, found, isChosen }))],
    },
    ...others,
  ];
}

/** Whether the user says how decisions were chosen for review. */
function declares({ columns }: Mapping): boolean {
  return columns.review_probability !== undefined && columns.review_probability !== null;
}

/** @throws Problem configuration: an option that the tool does not have */
function checkedOptions(
  { options = {} }: Mapping,
  { name, options: known }: Foreign,
): Mapping['options'] & object {
  const strange = Object.keys(options).find((option) => !Object.hasOwn(known, option));
  if (strange === undefined) return options;
  const names = Object.keys(known);
  throw new Problem(
    'configuration',
    `--map: options: ${name} has no option ${JSON.stringify(strange)}; ${names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`}`,
  );
}

/** @throws Problem input-refused: neither a decision nor a verdict, or decisions without what every one needs */
function refuseNothing(found: Found, { tool, time }: Foreign, labels: readonly string[]): void {
  const where = labels.length === 1 ? (labels[0] ?? 'input') : `${labels.length} files`;
  if (!found.decides && found.verdicts === 0)
    throw new Problem(
      'input-refused',
      `${where}: ${found.decisions > 0 ? `no decision of ${tool} has a confidence; name its place in --map, for example confidence: metadata.confidence` : `no decision and no verdict of ${tool} in it`}${found.reasons === '' ? '' : ` (${found.reasons})`}`,
    );
  if (found.decides && !found.decision.has('decided_at'))
    throw new Problem('input-refused', `${where}: no decision has a time; ${time}`);
}
