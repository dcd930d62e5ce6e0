import { userInfo } from 'node:os';

/** Who acts, as the ledger names them: `LEEWAY_ACTOR`, else the user of this machine. */
export function actor(): string {
  const named = process.env['LEEWAY_ACTOR'] ?? '';
  if (named !== '') return named;
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
