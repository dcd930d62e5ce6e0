import type { KeptEntry } from '../../src/contracts/ledger-export.ts';
import { visible } from '../../src/contracts/visible.ts';

type Body = KeptEntry['body'];

/** A part of what an event says, step by step by its names; null where it does not say it, or a newer version another way. */
function partOf(body: Body, path: readonly string[]): unknown {
  let part: unknown = body;
  for (const name of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, name)) return null;
    part = Reflect.get(part, name);
  }
  return part;
}

/** A word or a number in it, as it may be shown; empty where there is none. */
export function wordIn(body: Body, ...path: string[]): string {
  const part = partOf(body, path);
  return typeof part === 'string' || typeof part === 'number' ? visible(String(part)) : '';
}

/** A number in it; null where there is none. */
export function numberOf(body: Body, ...path: string[]): number | null {
  const part = partOf(body, path);
  return typeof part === 'number' ? part : null;
}

/** Words in it, as they may be shown; none where there are none. */
export function wordsOf(body: Body, ...path: string[]): string[] {
  const part = partOf(body, path);
  return Array.isArray(part) ? part.filter((one) => typeof one === 'string').map(visible) : [];
}
