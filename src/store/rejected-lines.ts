import { id, raw, type Sql, sql, text } from './sql.ts';

/** A row may be this long; a longer one is quarantined. The reader's buffers hold two of them. */
const LONGEST_ROW_BYTES = 16_777_216;

/** Options of `read_csv`: every record that cannot be read is kept aside, under this name. */
export function keepingRejects(name: string): Sql {
  return sql`max_line_size = ${raw(String(LONGEST_ROW_BYTES))}, buffer_size = ${raw(String(2 * LONGEST_ROW_BYTES))},
    ignore_errors = true, store_rejects = true, rejects_limit = 0,
    rejects_table = ${text(`${name}_rejects`)}, rejects_scan = ${text(`${name}_scans`)}`;
}

/**
 * What was kept aside: (file, position, value). Such a record has no ordinal among the rows: its position is the
 * negative of where it begins, as a line or a byte, both counted from 1. One that is wrong in several ways is
 * still one record.
 */
export function rejectedLines(name: string, begins: 'line' | 'byte'): Sql {
  const column = raw(begins === 'line' ? 'line' : 'line_byte_position');
  return sql`(SELECT file_path AS file, -${column}::BIGINT AS position, any_value(csv_line) AS value
    FROM ${id(`${name}_rejects`)} JOIN ${id(`${name}_scans`)} USING (scan_id, file_id) GROUP BY ALL)`;
}
