import type { z } from 'zod';
import { Problem } from '../contracts/problem.ts';
import type { Order } from '../http/client.ts';
import type { Governing } from '../workflows/govern/governing.ts';
import { answerTo } from './answer-of.ts';
import { governed } from './govern.ts';
import type { GovernOptions } from './govern-options.ts';
import { serverUrl } from './server-url.ts';

/** Something to be decided: how it is done on a store, and what a server is told that holds the store. */
export interface Deed<T> {
  readonly work: (governing: Governing) => Promise<T>;
  readonly order: Order;
  readonly shape: z.ZodType<T>;
}

/** What a server knows by itself. */
const KNOWN = [
  ['as', '--as: the token in LEEWAY_TOKEN says who acts'],
  ['config', '--config: the server has rules of its own'],
  ['asOf', '--as-of: a server judges the evidence as of now'],
] as const;

/**
 * Decides something as a person: on a store by `--as`, or over HTTP by a token.
 *
 * @throws Problem usage: options that a server does not take; not-allowed: a rule, or nobody is known by that token
 */
export async function decide<T>(options: GovernOptions, { work, order, shape }: Deed<T>): Promise<T> {
  const server = serverUrl(options);
  if (server === null) return governed(options, work);
  for (const [name, said] of KNOWN)
    if (options[name] !== undefined)
      throw new Problem('usage', `${said}; leave it out, or ask without --url`);
  return answerTo(server, order, shape);
}
