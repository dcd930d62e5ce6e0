import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { KNOWN_LATER, type Mapping } from '../../contracts/mapping.ts';
import { NO_VALUE } from '../../contracts/no-value.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { columnNamed, type FieldExpression, fieldExpression, textOf } from '../reading/field-expression.ts';
import type { NormalisedSource } from '../reading/normalise.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';

/** All columns that some domain is sliced by; none where none is. */
export function sliceColumns(configuration: Configuration): string[] {
  const all = ['', ...Object.keys(configuration.domains)].flatMap(
    (domain) => rulesFor(configuration, domain).slices ?? [],
  );
  return [...new Set(all)];
}

/** The mapping under which the reader keeps the columns of slices too. */
export function keepingSlices(mapping: Mapping, configuration: Configuration): Mapping {
  const columns = sliceColumns(configuration);
  if (columns.length === 0 || mapping.segments === 'all') return mapping;
  return { ...mapping, segments: [...new Set([...mapping.segments, ...columns])] };
}

/**
 * Makes the table `slice_values`: a row for each decision, in `v0`, `v1` … its values of the columns, in their order. Of a
 * decision that occurs more than once the first counts, as everywhere.
 *
 * @throws Problem configuration: no file has the column, or it is one that a verdict fills
 */
export async function gatherSliceValues(
  db: Database,
  sources: readonly NormalisedSource[],
  mapping: Mapping,
  columns: readonly string[],
): Promise<void> {
  const deciding = sources.filter((one) => one.kind !== 'verdicts');
  for (const column of columns) checkColumn(column, deciding, mapping);
  const parts = deciding.map(({ source }, index) => {
    const decision = fieldExpression(source, mapping, 'decision_id') as FieldExpression;
    const values = columns.map((column, place) => {
      const name = columnNamed(source, column);
      const type = name === null ? undefined : source.columns.get(name);
      const value =
        name === null ? raw('NULL') : textOf({ value: id(name), type: type ?? 'VARCHAR', reading: {} });
      return sql`coalesce(${value}, ${NO_VALUE}) AS ${nameOf(place)}`;
    });
    return sql`SELECT ${textOf(decision)} AS decision_id, row(${raw(String(index))}, ${source.file}::VARCHAR, ${source.position}::BIGINT) AS place, ${join(values, ', ')}
      FROM ${source.relation}`;
  });
  const firsts = columns.map((_, place) => sql`arg_min(${nameOf(place)}, place) AS ${nameOf(place)}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE slice_values AS
    SELECT decision_id, ${join(firsts, ', ')} FROM (${join(parts, ' UNION ALL ')}) WHERE decision_id IS NOT NULL GROUP BY decision_id`);
}

/** Name of a column in `slice_values`, by its place. */
export function nameOf(place: number): Sql {
  return raw(`v${place}`);
}

function checkColumn(column: string, deciding: readonly NormalisedSource[], mapping: Mapping): void {
  if (!deciding.some(({ source }) => columnNamed(source, column) !== null)) {
    const columns = [
      ...new Set(deciding.flatMap(({ source }) => source.names ?? [...source.columns.keys()])),
    ];
    throw new Problem(
      'configuration',
      `leeway.yaml: slices: no file of decisions has a column ${JSON.stringify(column)} (columns found: ${columns.slice(0, 12).join(', ').slice(0, 300)}); correct the name`,
      { columns },
    );
  }
  const later = KNOWN_LATER.find((field) => {
    const mapped = mapping.columns[field];
    return mapped !== null && mapped !== undefined && 'column' in mapped && mapped.column === column;
  });
  if (later !== undefined)
    throw new Problem(
      'configuration',
      `leeway.yaml: slices: ${JSON.stringify(column)} is the ${later}, known only once a person has judged; name a column that every decision has`,
    );
}
