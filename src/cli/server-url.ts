import { Problem } from '../contracts/problem.ts';
import type { Server } from '../http/client.ts';
import { ownerKeyFor } from '../workflows/access/owner-key.ts';
import { storePath } from './store-place.ts';

/** Where a store is: its file, or the server that holds it. */
export interface Where {
  readonly db?: string;
  readonly url?: string;
}

export const URL_OPTION = [
  '--url <url>',
  'ask the server that holds the store (default: LEEWAY_URL)',
] as const;

/**
 * The server to ask: `--url`, else `LEEWAY_URL`; null where the store is to be opened. `--db` outweighs `LEEWAY_URL`. Its
 * token is in `LEEWAY_TOKEN`: on a command line, other users of the machine could read it. Where it has the store that
 * this command would open, and is run by the same user, the key is shown that it left there.
 *
 * @throws Problem usage: both options, or no address
 */
export function serverUrl({ url, db }: Where): Server | null {
  if (url !== undefined && db !== undefined)
    throw new Problem('usage', '--url: a server is asked or a store is opened; leave --db out');
  if (db !== undefined) return null;
  const asked = url ?? process.env['LEEWAY_URL'];
  if (asked === undefined || (url === undefined && asked === '')) return null;
  if (!URL.canParse(asked) || !/^https?:$/.test(new URL(asked).protocol))
    throw new Problem(
      'usage',
      `${url === undefined ? 'LEEWAY_URL' : '--url'} ${asked}: is no address, for example http://127.0.0.1:7150`,
    );
  const token = process.env['LEEWAY_TOKEN'] ?? '';
  const { origin } = new URL(asked);
  return { origin, token: token === '' ? null : token, ownerKey: ownerKeyFor(storePath(), origin) };
}

/**
 * Where a server answers what a command would have worked out on the store.
 *
 * @param config what was said of limits: the server has its own
 * @throws Problem usage: limits were given
 */
export function serverPath(
  path: string,
  query: Readonly<Record<string, string | null>>,
  config: string | undefined,
): string {
  if (config !== undefined)
    throw new Problem(
      'usage',
      '--config: the server has limits of its own; leave it out, or ask without --url',
    );
  const asked = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`;
}
