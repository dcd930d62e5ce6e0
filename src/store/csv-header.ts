import { closeSync, openSync, readSync } from 'node:fs';
import { Problem } from '../contracts/problem.ts';
import type { InputFile } from './input-files.ts';

const DELIMITERS = [',', '\t', ';', '|'];
const HEADER_BYTES = 1_048_576;

/** How a CSV file is written, by its first line. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly names: readonly string[];
}

/**
 * Reads the dialect from the header alone: a guesser that samples rows may skip leading lines or take one for a
 * comment, and so lose it.
 *
 * @throws Problem input-refused: a column named twice, or no line break where a header should end
 */
export function readCsvHeader(file: InputFile): CsvHeader {
  const line = firstLine(file);
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, names: splitRecord(line, delimiter) })).sort(
    (a, b) => b.names.length - a.names.length,
  );
  if (best === undefined) throw new Error('no delimiter to try');
  const names = best.names.map((name, index) => name.trim() || `column_${index + 1}`);
  const alike = names.map((name) => name.toLowerCase());
  const twice = names.find((_, index) => alike.indexOf(alike[index] ?? '') !== index);
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
