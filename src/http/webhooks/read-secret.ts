import { readFileSync } from 'node:fs';
import { Problem } from '../../contracts/problem.ts';
import type { Webhook } from '../../contracts/webhook.ts';

/** Shorter ones are found by trying. */
const SHORTEST_SECRET = 16;

/**
 * The secret of a webhook, from where its configuration says.
 *
 * @throws Problem configuration: there is none, or it is too short
 */
export function readSecret({ url, secret: place }: Webhook): string {
  const refuse = (reason: string): Problem =>
    new Problem('configuration', `webhook ${url}: ${place} ${reason}`);
  const [, kind = '', name = ''] = /^(env|file):(.+)$/.exec(place) ?? [];
  let secret: string;
  try {
    secret = kind === 'env' ? (process.env[name] ?? '') : readFileSync(name, 'utf8');
  } catch {
    throw refuse('cannot be read; check the name');
  }
  secret = secret.trim();
  if (secret === '') throw refuse('is empty or not there; put the secret into it');
  if (secret.length < SHORTEST_SECRET)
    throw refuse(`has fewer than ${SHORTEST_SECRET} characters; take a longer one, by chance`);
  return secret;
}
