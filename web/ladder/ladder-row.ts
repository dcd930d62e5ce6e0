import { actsFrom } from '../../src/contracts/authority-level.ts';
import type { Alarm } from '../../src/contracts/governance.ts';
import type { RegisterEntry } from '../../src/contracts/register.ts';

/** From how many days before its end on an authority counts as ending soon. */
const SOON_MS = 14 * 86_400_000;

/** What the AI may do in a domain, in a table. */
export interface LadderRow extends RegisterEntry {
  /** Lowest confidence at which it acts; null where it never does. */
  readonly from: number | null;
  readonly endsSoon: boolean;
  /** Alarms that nobody has reviewed. */
  readonly alarms: readonly Alarm[];
}

const RANKS = { autonomous: 0, 'on-the-loop': 1, 'in-the-loop': 2, floor: 3 } as const;

/** Where something waits for people first, then the highest rung, then by name. `now` is that of the server. */
export function ladderRows(
  domains: readonly RegisterEntry[],
  alarms: readonly Alarm[],
  now: string,
): LadderRow[] {
  return domains
    .map((entry) => ({
      ...entry,
      from: actsFrom(entry),
      endsSoon: entry.until !== null && Date.parse(entry.until) - Date.parse(now) < SOON_MS,
      alarms: alarms.filter(({ domain, reviewed }) => domain === entry.domain && reviewed === null),
    }))
    .sort(
      (a, b) =>
        Number(b.alarms.length > 0) - Number(a.alarms.length > 0) ||
        RANKS[a.level] - RANKS[b.level] ||
        a.domain.localeCompare(b.domain),
    );
}
