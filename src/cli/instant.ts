import { Problem } from '../contracts/problem.ts';
import { Instant } from '../contracts/time.ts';

/**
 * A time from the command line, as ISO text in UTC.
 * @throws Problem usage: anything else
 */
export function instant(flag: string, value: string): string {
  const parsed = Instant.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem('usage', `${flag} ${value}: not a time; give RFC 3339, for example 2026-05-04T09:12:00Z`);
}
