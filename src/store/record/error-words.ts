import { existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { Problem } from '../../contracts/problem.ts';
import { serverOf } from '../spool/server-note.ts';

/** What DuckDB or the system says, and what it means for who has the store; the first that fits. */
const WORDS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /not a valid DuckDB database file/,
    reason: 'this is no DuckDB file; name another with --db',
  },
  {
    pattern: /trying to read a database file with version number/i,
    reason: 'written by another version of DuckDB; open it with the leeway that wrote it',
  },
  {
    pattern: /Failure while replaying WAL/,
    reason:
      'the log beside it (.wal) is damaged; put a backup in place of both, or move the log away and ingest again what came last',
  },
  {
    pattern:
      /Could not read enough bytes|[Cc]orrupt|checksum|^Serialization Error|Failed to deserialize|^(?:INTERNAL|FATAL) Error: .*(?:deserial|block|metadata|read)/,
    reason: 'damaged or cut short; put a backup in its place',
  },
  { pattern: /Is a directory/, reason: 'this is a folder; name a file, such as leeway.duckdb in it' },
  {
    pattern: /Permission denied|EACCES|EPERM|[Rr]ead-only/,
    reason: 'cannot be written; check the permissions of the file and its folder',
  },
  {
    pattern: /No such file or directory|ENOENT/,
    reason: 'its folder is gone; put it back, or a backup in its place',
  },
  {
    pattern: /Disk quota exceeded|EDQUOT|File too large|EFBIG/,
    reason: 'the system lets it grow no further (a quota, or a limit of the file system); raise it',
  },
];

const FULL = /No space left on device|ENOSPC|failed to offload data block/;

/**
 * What went wrong with a store, as one line that says what to do. What is not about the store, or is not known, stays
 * as it is.
 *
 * @param path of the store, or of the backup, as its user names it
 */
export function told(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const { message } = error;
  const refuse = (reason: string, details: Record<string, unknown> = {}): Problem =>
    new Problem('input-refused', `${path}: ${reason}`, details);
  if (FULL.test(message))
    return refuse(`the disk is full (${fullPlace(message)}); make room and run it again`);
  const holder = /Conflicting lock is held in (.*?) \(PID (\d+)\)/.exec(message);
  const url = holder === null ? null : serverOf(path, Number(holder[2]));
  if (holder !== null && url !== null)
    return refuse(`a leeway server has it open (process ${holder[2]}); ask it with --url ${url}`, {
      server: url,
    });
  if (holder !== null)
    return refuse(`another process has it open (${holder[1]}, process ${holder[2]}); wait until it is done`);
  if (!concerns(path, message)) return error;
  const known = WORDS.find(({ pattern }) => pattern.test(message));
  return known === undefined ? error : refuse(known.reason);
}

/** Where there is no room: the file that could not be written, else the folder of what is worked on. */
function fullPlace(message: string): string {
  const file = /(?:file|open) ["']([^"']+)["']/.exec(message)?.[1];
  return file !== undefined && !/[/\\]spill[/\\]/.test(file)
    ? `no room for ${file}`
    : `no room to work in ${tmpdir()}; TMPDIR names another folder`;
}

/** Whether a message names no file at all, or one that belongs to the path. */
function concerns(path: string, message: string): boolean {
  const file = /(?:file|open|lstat|stat|mkdir|mkdtemp|rename) ["']([^"']+)["']/.exec(message)?.[1];
  const names = [path, ...(existsSync(path) ? [realpathSync(path)] : [])].map((name) => basename(name));
  return file === undefined || names.some((name) => file.includes(name));
}
