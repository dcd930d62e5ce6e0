import { closeSync, openSync, readSync } from 'node:fs';
import { Problem } from '../../contracts/problem.ts';
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
 * @throws Problem input-refused: no header that can be understood
 */
export function readCsvHeader(file: InputFile): CsvHeader {
  const refuse = (reason: string): never => {
    throw new Problem('input-refused', `${file.label}: ${reason}`);
  };
  const line =
    firstLine(file) ?? refuse('the first line is longer than 1 MB; a CSV file begins with a header row');
  if (line.trim() === '') refuse('the first line is blank; a CSV file begins with its header row');
  if (line.includes('\0')) refuse('the header holds a NUL byte; export the file again');
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, ...splitRecord(line, delimiter) })).sort(
    (a, b) => b.fields.length - a.fields.length,
  );
  if (best === undefined) throw new Error('no delimiter to try');
  if (best.isOpen) refuse('the header opens a quote that it does not close on its line; mend the header');
  const names = best.fields.map((name, index) => name.trim() || `column_${index + 1}`);
  const alike = names.map((name) => name.toLowerCase());
  const twice = names.find((_, index) => alike.indexOf(alike[index] ?? '') !== index);
  if (twice !== undefined) refuse(`the header names the column "${twice}" twice; rename one`);
  return { delimiter: best.delimiter, names };
}

/** null where it does not end. */
function firstLine(file: InputFile): string | null {
  const buffer = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file.path, 'r');
  const length = readSync(handle, buffer, 0, buffer.length, 0);
  closeSync(handle);
  const head = buffer.toString('utf8', 0, length).replace(/^\uFEFF/, '');
  const end = head.search(/\r|\n/);
  if (end === -1 && length === HEADER_BYTES) return null;
  return end === -1 ? head : head.slice(0, end);
}

/** Fields of one record (RFC 4180) that holds no line break, and whether a quote stays open. */
function splitRecord(line: string, delimiter: string): { fields: string[]; isOpen: boolean } {
  const fields: string[] = [];
  let [at, isOpen] = [0, false];
  while (at <= line.length) {
    if (line[at] === '"') {
      const closing = /^"((?:[^"]|"")*)"/.exec(line.slice(at));
      if (closing !== null) {
        fields.push((closing[1] ?? '').replaceAll('""', '"'));
        at += closing[0].length + 1;
        continue;
      }
      isOpen = true;
    }
    const next = line.indexOf(delimiter, at);
    const end = next === -1 ? line.length : next;
    fields.push(line.slice(at, end));
    at = end + 1;
  }
  return { fields, isOpen };
}
