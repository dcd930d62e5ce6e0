import * as z from 'zod';
import { Field, FieldSource, TimeZone } from './mapping.ts';
import { DurationMs } from './time.ts';

/** How an engine spells its SQL. */
export const DialectName = z.enum([
  'clickhouse',
  'postgres',
  'duckdb',
  'trino',
  'spark',
  'bigquery',
  'snowflake',
]);
export type DialectName = z.infer<typeof DialectName>;

/** Fields that a table of decisions, or of verdicts, has in any case, under their own names where nothing else is said. */
export const NEEDED_OF_DECISIONS: readonly Field[] = ['decision_id', 'domain', 'decided_at', 'confidence'];
export const NEEDED_OF_VERDICTS: readonly Field[] = ['decision_id', 'verdict', 'reviewed_at'];

const Table = z
  .strictObject({
    table: z.string().min(1).optional().describe('Name of a table or view, with its database where need be'),
    query: z.string().min(1).optional().describe('A SELECT in the SQL of the engine, in place of a table'),
    folder: z
      .string()
      .min(1)
      .optional()
      .describe(
        'leeway attach: a folder of Parquet files, whose names of folders (decided_on=2026-01-05) are columns too',
      ),
    dayPartition: z
      .union([
        z
          .string()
          .min(1)
          .transform((column) => [column]),
        z.array(z.string().min(1)).min(1).max(3),
      ])
      .optional()
      .describe(
        'leeway attach: the column of such names that has the day (2026-01-05), month or year of the rows, or the columns [year, month, day]; files of other days are then not opened',
      ),
    columns: z
      .partialRecord(Field, FieldSource)
      .default({})
      .describe('Where each field stands; what is not named and not needed is taken for absent'),
  })
  .refine(
    ({ table, query, folder }) => [table, query, folder].filter((one) => one !== undefined).length === 1,
    'needs either table or query, or for leeway attach folder, and only one of them',
  );
export type WarehouseTable = z.output<typeof Table>;

/** `--source FILE`: where an engine keeps decisions and verdicts, and what their columns mean. */
export const Warehouse = z.strictObject({
  decisions: Table,
  verdicts: Table.optional().describe(
    'Where the verdicts are; left out where each stands in the row of its decision',
  ),
  timeZone: TimeZone.optional(),
  uniqueIds: z
    .boolean()
    .default(false)
    .describe('The engine itself sees to it that no decision_id comes twice: then it is not asked'),
  shardVerdicts: z
    .string()
    .min(1)
    .optional()
    .describe(
      'ClickHouse: the table of verdicts as it is called on each shard, where every verdict lies on the shard of its decision',
    ),
  partDays: z
    .number()
    .int()
    .min(1)
    .max(3660)
    .default(30)
    .describe('Days of decisions whose counts are replaced together'),
  lateVerdicts: DurationMs.prefault('60d').describe(
    'How long after its decision a verdict may come; so much of the past is asked again every time',
  ),
});
export type Warehouse = z.output<typeof Warehouse>;

/** Where a field of the decisions stands; null where they have none. */
export function decisionField({ decisions }: Warehouse, field: Field): FieldSource {
  return fieldOf(decisions, field, NEEDED_OF_DECISIONS);
}

/** Where a field of the verdicts stands; null where they have none. */
export function verdictField({ verdicts, decisions }: Warehouse, field: Field): FieldSource {
  return verdicts === undefined
    ? fieldOf(decisions, field, ['decision_id'])
    : fieldOf(verdicts, field, NEEDED_OF_VERDICTS);
}

function fieldOf({ columns }: WarehouseTable, field: Field, needed: readonly Field[]): FieldSource {
  const mapped = columns[field];
  if (mapped !== undefined) return mapped;
  return needed.includes(field) ? { column: field } : null;
}
