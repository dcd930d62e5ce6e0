import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * A digest of the code that runs: of the command in one piece, which names its other parts by theirs. null where it runs
 * from its sources, of which nobody knows whether they are still the same.
 */
export function codeDigest(): string | null {
  const entry = process.argv[1];
  if (entry === undefined || !import.meta.url.endsWith('.js')) return null;
  return createHash('sha256').update(readFileSync(entry)).digest('hex');
}
