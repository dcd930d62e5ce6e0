import { z } from 'zod';

/** RFC 3339 with offset. A bare time is UTC, by contract. */
export const Instant = z
  .string()
  .transform((text) => (/(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`))
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is not a time, for example 2026-05-04T09:12:00Z')
  .transform((text) => new Date(text).toISOString());
export type Instant = z.output<typeof Instant>;

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A length of time such as `3d`, `14d`, `12h`; parsed to milliseconds. */
export const DurationMs = z
  .string()
  .regex(/^\d+(?:\.\d+)?[mhdw]$/, 'is not a duration, for example 3d, 12h or 90m')
  .transform((text) => Number.parseFloat(text) * UNIT_MS[text.slice(-1) as keyof typeof UNIT_MS]);
