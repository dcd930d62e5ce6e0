import { closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import type { InputFile } from './input-files.ts';

const HEAD_BYTES = 65_536;
/** What is read as one text. */
const LARGEST_BYTES = 67_108_864;
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * A file that holds one JSON object over several lines, as an array of that one; every other file as it is.
 *
 * @param into path of the new file
 */
export function wholeObject(file: InputFile, into: string): InputFile {
  if (file.format !== 'json-lines' || statSync(file.path).size > LARGEST_BYTES) return file;
  const [first = '', second = ''] = headOf(file.path)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  // A line that is cut off within JSON lines is a bad line, and no reason to take all of them for one text.
  if (!/[{[,]$/.test(first.trimEnd()) || second.startsWith('{')) return file;
  writeFileSync(into, `[${readFileSync(file.path, 'utf8').replace(BYTE_ORDER_MARK, '')}]`);
  return { ...file, path: into, format: 'json-array' };
}

function headOf(path: string): string {
  const buffer = Buffer.alloc(HEAD_BYTES);
  const handle = openSync(path, 'r');
  try {
    return buffer
      .toString('utf8', 0, readSync(handle, buffer, 0, buffer.length, 0))
      .replace(BYTE_ORDER_MARK, '');
  } finally {
    closeSync(handle);
  }
}
