import { closeSync, openSync, readSync } from 'node:fs';
import { Problem } from '../contracts/problem.ts';
import type { Database } from './database.ts';
import type { InputFile } from './input-files.ts';
import { locateCsvLines } from './locate-csv-lines.ts';
import { type Source, unreadable } from './source.ts';
import { id, join, raw, type Sql, sql, text } from './sql.ts';

const DELIMITERS = [',', '\t', ';', '|'];
const HEADER_BYTES = 1_048_576;
/** A row may be this long; a longer one is quarantined. */
const LONGEST_ROW_BYTES = 67_108_864;

/**
 * Parses a CSV or TSV file once into a table of texts. The dialect is decided here, by the header alone: a
 * guesser that samples rows may skip leading lines or take one for a comment, and so lose it.
 */
export async function stageCsv(db: Database, file: InputFile, index: number): Promise<Source> {
  const header = readHeader(file);
  const table = id(`staged_${index}`);
  const rejects = id(`rejects_${index}`);
  const columns = join(
    header.names.map((name) => sql`${text(name)}: 'VARCHAR'`),
    ', ',
  );
  try {
    await db.run(sql`CREATE TEMP TABLE ${table} AS SELECT * FROM read_csv(${text(file.path)},
      delim = ${text(header.delimiter)}, quote = '"', escape = '"', header = true, skip = 0, comment = '',
      auto_detect = false, columns = {${columns}}, null_padding = false, max_line_size = ${raw(String(LONGEST_ROW_BYTES))},
      ignore_errors = true, store_rejects = true, rejects_limit = 0,
      rejects_table = ${text(`rejects_${index}`)}, rejects_scan = ${text(`rejects_scan_${index}`)})`);
  } catch (error) {
    throw unreadable(file.label, error);
  }
  // A rejected record has no ordinal among the rows: its place is the negative of its ordinal in the file.
  const malformed: Sql = sql`(SELECT -any_value(line)::BIGINT AS position, any_value(csv_line) AS value FROM ${rejects} GROUP BY byte_position)`;
  return {
    labels: new Map([[file.path, file.label]]),
    relation: table,
    columns: new Map(header.names.map((name) => [name, 'VARCHAR'])),
    file: text(file.path),
    position: raw('rowid + 1'),
    linesOf: (positions) => locateCsvLines(db, file.path, header.delimiter, malformed, positions),
    malformed,
  };
}

interface Header {
  readonly delimiter: string;
  readonly names: readonly string[];
}

function readHeader(file: InputFile): Header {
  const line = firstLine(file);
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, names: splitRecord(line, delimiter) })).sort(
    (a, b) => b.names.length - a.names.length,
  );
  if (best === undefined) throw new Error('no delimiter to try');
  const names = best.names.map((name, index) => name.trim() || `column_${index + 1}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Problem(
      'input-refused',
      `${file.label}: the header names the column "${twice}" twice; rename one`,
    );
  }
  return { delimiter: best.delimiter, names };
}

function firstLine(file: InputFile): string {
  const buffer = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file.path, 'r');
  const length = readSync(handle, buffer, 0, buffer.length, 0);
  closeSync(handle);
  const head = buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
  const end = head.search(/\r|\n/);
  if (end === -1 && length === HEADER_BYTES) {
    throw new Problem(
      'input-refused',
      `${file.label}: the first line is longer than ${HEADER_BYTES} bytes; a CSV file begins with a header row`,
    );
  }
  return end === -1 ? head : head.slice(0, end);
}

/** Fields of one record (RFC 4180) that holds no line break. */
function splitRecord(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line[at] === '"') {
      const closing = /^"((?:[^"]|"")*)"/.exec(line.slice(at));
      if (closing !== null) {
        fields.push((closing[1] ?? '').replaceAll('""', '"'));
        at += closing[0].length + 1;
        continue;
      }
    }
    const next = line.indexOf(delimiter, at);
    const end = next === -1 ? line.length : next;
    fields.push(line.slice(at, end));
    at = end + 1;
  }
  return fields;
}
