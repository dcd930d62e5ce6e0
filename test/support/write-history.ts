import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { id, join as joinSql, raw, sql, text } from '../../src/store/sql.ts';

/** A row as a user would write it. What is null or absent is empty in CSV and missing in JSON. */
export type WrittenRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export const FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];
export const PACKINGS = ['plain', 'gzip', 'zstd'] as const;
export type Packing = (typeof PACKINGS)[number];

const PARQUET_TYPES: Readonly<Record<string, string>> = {
  decided_at: 'TIMESTAMPTZ',
  reviewed_at: 'TIMESTAMPTZ',
  confidence: 'DOUBLE',
  amount: 'DOUBLE',
  review_probability: 'DOUBLE',
  severity: 'DOUBLE',
  blind: 'BOOLEAN',
  duration_s: 'DOUBLE',
  triggers: 'VARCHAR[]',
};

/** A folder that is gone when the test is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a text into a file of a fresh folder; answers its path. */
export function textFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/**
 * Writes rows in the format that the path's ending names; answers the path, packed ones with their ending.
 *
 * @param types of Parquet columns, where they differ from those of the contract
 */
export async function writeHistory(
  path: string,
  rows: readonly WrittenRow[],
  packing: Packing = 'plain',
  types: Readonly<Record<string, string>> = {},
): Promise<string> {
  const bytes = await bytesOf(path.slice(path.lastIndexOf('.') + 1), rows, types);
  const packed = packing === 'gzip' ? gzipSync(bytes) : packing === 'zstd' ? zstdStored(bytes) : bytes;
  const name = `${path}${{ plain: '', gzip: '.gz', zstd: '.zst' }[packing]}`;
  writeFileSync(name, packed);
  return name;
}

async function bytesOf(
  format: string,
  rows: readonly WrittenRow[],
  types: Readonly<Record<string, string>>,
): Promise<Buffer> {
  if (format === 'parquet') return parquet(rows, { ...PARQUET_TYPES, ...types });
  if (format === 'jsonl') return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (format === 'json') return Buffer.from(JSON.stringify(rows, null, 2));
  return Buffer.from(delimited(rows, format === 'tsv' ? '\t' : ','));
}

function columnsOf(rows: readonly WrittenRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** RFC 4180. */
function delimited(rows: readonly WrittenRow[], delimiter: string): string {
  const columns = columnsOf(rows);
  const quoted = (value: string): string =>
    /["\r\n,\t]|^ | $/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const plain = (value: WrittenRow[string] | undefined): string =>
    Array.isArray(value) ? value.join('|') : String(value ?? '');
  const lines = rows.map((row) => columns.map((column) => quoted(plain(row[column]))).join(delimiter));
  return [columns.map(quoted).join(delimiter), ...lines, ''].join('\n');
}

/** One for all tests of a process: opening a database takes longer than writing a few rows with it. It ends with the process. */
let writing: Promise<Database> | null = null;
let written = 0;

async function parquet(
  rows: readonly WrittenRow[],
  types: Readonly<Record<string, string>>,
): Promise<Buffer> {
  writing ??= Database.open();
  const db = await writing;
  written += 1;
  const [source, target] = [join(db.scratch, `${written}.json`), join(db.scratch, `${written}.parquet`)];
  const columns = columnsOf(rows);
  const texts = rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column, castable(row[column])])),
  );
  writeFileSync(source, JSON.stringify(texts));
  const each = (part: (column: string) => ReturnType<typeof sql>) => joinSql(columns.map(part), ', ');
  const shape = each((column) => sql`${text(column)}: 'VARCHAR'`);
  const cast = each((column) => sql`${id(column)}::${raw(types[column] ?? 'VARCHAR')} AS ${id(column)}`);
  await db.run(sql`COPY (SELECT ${cast} FROM read_json(${text(source)}, columns = {${shape}}, format = 'array'))
    TO ${text(target)} (FORMAT parquet)`);
  return readFileSync(target);
}

/** As DuckDB casts it from a text. */
function castable(value: WrittenRow[string] | undefined): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** A zstd frame (RFC 8878) of stored blocks: no compression, but every reader must take it. */
function zstdStored(bytes: Uint8Array): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x58, 0, 0, 0, 0]);
  header.writeUInt32LE(bytes.length, 6);
  const most = 100_000;
  const blocks: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < bytes.length; start += most) {
    const block = bytes.subarray(start, start + most);
    const isLast = start + most >= bytes.length;
    const size = Buffer.alloc(4);
    size.writeUInt32LE((block.length << 3) | (isLast ? 1 : 0));
    blocks.push(size.subarray(0, 3), block);
  }
  return Buffer.concat([header, ...blocks]);
}
