import * as z from 'zod';

const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)([Zz]|[+-]\d{2}:?\d{2})?)?$/;
const NOT_A_TIME = 'is not a time, for example 2026-05-04T09:12:00Z';

/** RFC 3339 with offset. A bare time is UTC, by contract, and a bare day begins at its midnight. */
export const Instant = z
  .string()
  .regex(PATTERN, NOT_A_TIME)
  .transform((text, context) => {
    const [, day = '', time = '00:00', offset = 'Z'] = PATTERN.exec(text) ?? [];
    const moment = Date.parse(`${day}T${time}${offset.toUpperCase().replace(/(\d{2}):?(\d{2})$/, '$1:$2')}`);
    // Date.parse takes February 31 for March 3.
    const exists = new Date(Date.parse(day) || 0).toISOString().startsWith(day);
    if (exists && !Number.isNaN(moment)) return new Date(moment).toISOString();
    context.addIssue(NOT_A_TIME);
    return z.NEVER;
  });
export type Instant = z.output<typeof Instant>;

export const DAY_MS = 86_400_000;

/** The UTC day of a time in ms since 1970, as YYYY-MM-DD. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

/** A length of time such as `3d`, `14d`, `12h`; parsed to milliseconds. */
export const DurationMs = z
  .string()
  .regex(/^\d+(?:\.\d+)?[mhdw]$/, 'is not a duration, for example 3d, 12h or 90m')
  .transform((text) => Number.parseFloat(text) * UNIT_MS[text.slice(-1) as keyof typeof UNIT_MS]);
