import { Problem } from '../../contracts/problem.ts';

/** What can be told of an engine's failure by its own code or that of the network. */
export type Failure =
  | 'connection'
  | 'password'
  | 'no table'
  | 'no folder'
  | 'file'
  | 'files differ'
  | 'extension'
  | 'no column'
  | 'type'
  | 'time-out'
  | 'shard'
  | 'memory'
  | 'not allowed'
  | 'other';

/** What to do about a failure; `other` is for those that are not named. */
export type Mends = Readonly<Partial<Record<Failure, string>> & { other: string }>;

const MENDS: Mends = {
  connection: 'check LEEWAY_SOURCE_URL, and whether the server runs',
  password: 'check the user in LEEWAY_SOURCE_URL and LEEWAY_SOURCE_PASSWORD',
  'no table': 'check decisions.table and verdicts.table in the file of --source',
  'no folder': 'check folder in the file of --source',
  file: 'put that file right or away; the store is as before',
  'files differ':
    'write those files again with the same columns, or give a query with union_by_name = true in place of folder',
  extension:
    'leeway never fetches an extension: install it for the DuckDB of this version, or copy the folder to this machine',
  'no column': 'check columns in the file of --source',
  type: 'a column is of a type that its field cannot have; check columns in the file of --source',
  'time-out': 'give it longer with --timeout, or fewer days at once',
  shard: 'a part of the cluster does not answer; the store is as before, ask again once it does',
  memory:
    'it needs more memory than it may have; give this user more on the server, or ask for fewer decisions at once with --at-once',
  'not allowed': 'the user may not read it; grant SELECT on both tables',
  other: 'the store is as before',
};

/** A failure in one line: what the engine said, and what to do. */
export function engineProblem(label: string, failure: Failure, said: string, mends: Mends = MENDS): Problem {
  const words = said
    .replace(/\s+/g, ' ')
    .replace(/[ .;]+$/, '')
    .slice(0, 300);
  return new Problem('input-refused', `${label}: ${words}; ${mends[failure] ?? mends.other}`, { failure });
}

/** What failed below the engine: name, network. null where it was neither. */
export function networkFailure(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nobody listens there',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'no such host',
    ECONNRESET: 'the connection broke',
    EPIPE: 'the connection broke',
    ETIMEDOUT: 'no answer',
    EHOSTUNREACH: 'no way to the host',
  };
  return words[code] ?? null;
}

/** Told to stop from outside. */
export function stopped(label: string): Problem {
  return new Problem(
    'input-refused',
    `${label}: stopped, and the statement cancelled; the store is as before`,
  );
}
