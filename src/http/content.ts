import { HttpProblem } from './http-problem.ts';

/** How a body is taken: JSON lines beside others, one JSON text, or as a file of its own. */
export interface Content {
  readonly form: 'lines' | 'json' | 'file';
  /** What the file is called by. */
  readonly ending: string;
}

const LINES: Content = { form: 'lines', ending: 'jsonl' };
const CSV: Content = { form: 'file', ending: 'csv' };
const PARQUET: Content = { form: 'file', ending: 'parquet' };
const ANY: Content = { form: 'file', ending: 'bin' };

/** A tar archive. */
export const ARCHIVE = 'application/x-tar';

const TYPES: Readonly<Record<string, Content>> = {
  'application/x-ndjson': LINES,
  'application/ndjson': LINES,
  'application/jsonl': LINES,
  'application/x-jsonlines': LINES,
  'application/json': { form: 'json', ending: 'json' },
  'text/csv': CSV,
  'text/tab-separated-values': CSV,
  'application/vnd.apache.parquet': PARQUET,
  'application/x-parquet': PARQUET,
  'application/gzip': ANY,
  'application/zstd': ANY,
  'application/octet-stream': ANY,
};

/**
 * What the headers say of a body. A packed one is a file: it is recognised by its first bytes, and unpacked when it is
 * applied.
 *
 * @throws HttpProblem 415
 */
export function contentOf(type: string | undefined, encoding: string | undefined): Content {
  const name = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const content = TYPES[name];
  if (content === undefined)
    throw new HttpProblem(
      415,
      `a Content-Type is needed of: ${Object.keys(TYPES).join(', ')} (this is ${name === '' ? 'none' : name.slice(0, 80)})`,
    );
  if (encoding === undefined || encoding === 'identity') return content;
  if (encoding === 'gzip' || encoding === 'zstd') return ANY;
  throw new HttpProblem(415, `Content-Encoding may be gzip or zstd, not ${encoding.slice(0, 80)}`);
}
