import type { Field, FieldSource } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import {
  decisionField,
  verdictField,
  type Warehouse,
  type WarehouseTable,
} from '../../contracts/warehouse.ts';
import type { Engine, EngineColumn } from './engine.ts';

/** What the columns of an engine say beyond that they are there. */
export interface CheckedColumns {
  readonly hasFineTimes: boolean;
  /** Fields whose times carry no zone, and for which none is named: they are taken for UTC. */
  readonly bareTimes: readonly Field[];
}

const DECISION_FIELDS: readonly Field[] = [
  ...(['decision_id', 'domain', 'decided_at', 'confidence', 'model', 'policy', 'route'] as const),
  ...(['amount', 'review_probability', 'triggers'] as const),
];
const VERDICT_FIELDS: readonly Field[] = ['decision_id', 'verdict', 'reviewed_at', 'reviewer_id', 'severity'];
const NUMBERS: readonly Field[] = ['confidence', 'amount', 'review_probability', 'severity'];
const TIMES: readonly Field[] = ['decided_at', 'reviewed_at'];

/**
 * Looks whether each column is there and can be what it is mapped to.
 *
 * @throws Problem configuration: a column that is not there, or of another type
 */
export async function checkColumns(engine: Engine, warehouse: Warehouse): Promise<CheckedColumns> {
  const { decisions, verdicts = decisions } = warehouse;
  const found: { field: Field; source: FieldSource; column: EngineColumn }[] = [];
  const look = async (
    name: 'decisions' | 'verdicts',
    table: WarehouseTable,
    fields: readonly Field[],
    sourceOf: (warehouse: Warehouse, field: Field) => FieldSource,
  ): Promise<void> => {
    const columns = await engine.columnsOf(table);
    for (const column of table.dayPartition ?? [])
      if (!columns.has(column)) throw missing(`${name}.dayPartition`, column, [...columns.keys()]);
    for (const field of fields) {
      const source = sourceOf(warehouse, field);
      if (source === null || !('column' in source)) continue;
      const column = columns.get(source.column);
      if (column === undefined) throw missing(`${name}.columns.${field}`, source.column, [...columns.keys()]);
      refuseType(name, field, source, column);
      found.push({ field, source, column });
    }
  };
  await look('decisions', decisions, DECISION_FIELDS, decisionField);
  await look('verdicts', verdicts, VERDICT_FIELDS, verdictField);
  return {
    hasFineTimes: found.some(({ field, column }) => TIMES.includes(field) && column.kind === 'fine time'),
    bareTimes: found.flatMap(({ field, source, column }) =>
      column.kind === 'bare time' && warehouse.timeZone === undefined && !hasZone(source) ? [field] : [],
    ),
  };
}

function hasZone(source: FieldSource): boolean {
  return source !== null && 'column' in source && source.timeZone !== undefined;
}

function missing(key: string, column: string, names: readonly string[]): Problem {
  const shown = names.slice(0, 12).join(', ');
  const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
  return new Problem(
    'configuration',
    `${key}: no column ${JSON.stringify(column)} there (it has: ${shown}${more}); name the right one`,
    { columns: names },
  );
}

function refuseType(table: string, field: Field, source: FieldSource, { kind, type }: EngineColumn): void {
  const isNumber = kind === 'number';
  const format = source !== null && 'column' in source ? source.format : undefined;
  const refuse = (wanted: string): never => {
    throw new Problem(
      'configuration',
      `${table}.columns.${field}: the column is ${type}, and not ${wanted}; name another, or give a query that reads it as one`,
    );
  };
  if (NUMBERS.includes(field) && !isNumber) refuse('a number');
  if (field === 'triggers' && kind !== 'list') refuse('a list of texts');
  if (!TIMES.includes(field)) return;
  if (format === 'epoch-s' || format === 'epoch-ms') {
    if (!isNumber) refuse('a number, as its format says');
  } else if (format !== undefined || !/time$/.test(kind)) refuse('a time');
}
