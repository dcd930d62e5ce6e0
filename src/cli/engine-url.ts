import { Problem } from '../contracts/problem.ts';

/** What is wrong with the URL of an engine is said without it: it may hold a password. */
export function engineUrl(name: string, text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new Problem('usage', `${name}: is no URL; for example http://reader@127.0.0.1:8123/default`);
}

/** The password of an engine, which stands in no argument: others on this machine see those. */
export function sourcePassword(): string | null {
  return process.env['LEEWAY_SOURCE_PASSWORD'] ?? null;
}
