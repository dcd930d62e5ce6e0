import {
  closeSync,
  createReadStream,
  openSync,
  readSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { Problem } from '../../contracts/problem.ts';
import { saveStream, unpackTo } from './unpack.ts';

/** A file that DuckDB can read as it is, and the name under which its user knows it. */
export interface InputFile {
  readonly label: string;
  readonly path: string;
  readonly format: 'parquet' | 'csv' | 'json-lines' | 'json-array';
}

/** Names that are read out of a folder; a file named outright is read whatever it is called. */
const READABLE = ['csv', 'tsv', 'txt', 'json', 'jsonl', 'ndjson', 'parquet', 'pq'].flatMap((extension) => [
  `**/*.${extension}`,
  `**/*.${extension}.gz`,
  `**/*.${extension}.zst`,
]);

const GLOB = /[*?[\]{}]/;

/**
 * Turns what a user named (files, folders, globs, `-` for standard input) into files to read, in a fixed
 * order. Packed files are unpacked into `scratch` first, because a truncated one must be refused: the
 * reader itself would end early without a word.
 */
export async function inputFiles(names: readonly string[], scratch: string): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const [index, label] of (await namedFiles(names)).entries()) {
    files.push(await prepare(label, join(scratch, `input-${String(index).padStart(6, '0')}`)));
  }
  return files;
}

/** The files that are meant, in a fixed order, each once; `-` stays as it is. */
export async function namedFiles(names: readonly string[]): Promise<string[]> {
  const labels: string[] = [];
  for (const name of names) labels.push(...(await expand(name)));
  return [...new Set(labels)];
}

async function expand(name: string): Promise<string[]> {
  if (name === '-') return ['-'];
  const stat = statOf(name);
  if (stat?.isDirectory()) {
    const found = (await glob(READABLE, { cwd: name })).sort().map((file) => join(name, file));
    if (found.length === 0)
      throw new Problem('input-refused', `${name}: no CSV, TSV, JSON or Parquet file in this folder`);
    return found;
  }
  if (stat !== null) return [name];
  const found = GLOB.test(name)
    ? (await glob(name, { expandDirectories: false, absolute: false })).sort()
    : [];
  if (found.length === 0)
    throw new Problem('input-refused', `${name}: no such file; check the name, or quote a glob`);
  return found;
}

/** null where there is nothing. */
function statOf(name: string): Stats | null {
  try {
    return statSync(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return null;
    throw cannotBeRead(name, error);
  }
}

async function prepare(label: string, scratchPath: string): Promise<InputFile> {
  const shown = label === '-' ? 'standard input' : label;
  let path = label;
  if (label === '-' || statOf(label)?.isFile() === false) {
    // A pipe can be read once only: `<(zcat history.csv.gz)`.
    path = scratchPath;
    await saveStream(label === '-' ? process.stdin : createReadStream(label), path);
  } else if (GLOB.test(path)) {
    // The reader would take the name of this very file for a glob.
    path = scratchPath;
    // A database that is open for long reads many times.
    rmSync(path, { force: true });
    symlinkSync(resolve(label), path);
  }
  const packing = packingOf(head(path, shown));
  if (packing !== null) {
    const unpacked = `${scratchPath}.unpacked`;
    await unpackTo(createReadStream(path), packing, unpacked, shown);
    path = unpacked;
  }
  return { label: shown, path, format: formatOf(head(path, shown), shown) };
}

function head(path: string, shown: string): Buffer {
  const buffer = Buffer.alloc(65_536);
  try {
    const file = openSync(path, 'r');
    try {
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw cannotBeRead(shown, error);
  }
}

function cannotBeRead(shown: string, error: unknown): Problem {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  return new Problem(
    'input-refused',
    `${shown}: cannot be read (${reason}); check that it is a file you may read`,
  );
}

function packingOf(bytes: Buffer): 'gzip' | 'zstd' | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return null;
}

/** Bytes with which files begin that people mistake for tables, and what to do with each. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook; save the sheet as CSV'],
  ['BZh', 'packed with bzip2; unpack it first'],
  ['\xfd7zXZ', 'packed with xz; unpack it first'],
  ['\xff\xfe', 'text in UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8)'],
  ['\xfe\xff', 'text in UTF-16; save it as UTF-8 (iconv -f UTF-16 -t UTF-8)'],
  ['SQLite format 3', 'a database; export the table as CSV or Parquet'],
  ['%PDF', 'a PDF document; export the table as CSV'],
];

/** In a text, one byte of twenty at most is a control character; in other files, one of nine and more. */
const MOST_CONTROLS = 0.05;

function formatOf(bytes: Buffer, shown: string): InputFile['format'] {
  if (bytes.length === 0)
    throw new Problem('input-refused', `${shown}: the file is empty; export it again with a header row`);
  const start = bytes.toString('latin1', 0, 32);
  if (start.startsWith('PAR1')) return 'parquet';
  const foreign = FOREIGN.find(([magic]) => start.startsWith(magic));
  if (foreign !== undefined) throw new Problem('input-refused', `${shown}: this is ${foreign[1]}`);
  const controls = bytes.filter((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  if (controls.length > MOST_CONTROLS * bytes.length) {
    throw new Problem(
      'input-refused',
      `${shown}: neither text nor Parquet; give CSV, TSV, JSON or Parquet (text in UTF-8)`,
    );
  }
  const first = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()[0];
  if (first === undefined)
    throw new Problem(
      'input-refused',
      `${shown}: the file holds only blanks; export it again with a header row`,
    );
  if (first === '[') return 'json-array';
  return first === '{' ? 'json-lines' : 'csv';
}
