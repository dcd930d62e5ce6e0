import * as z from 'zod';

/** How confidences lie now, against before. */
export const ShiftDirection = z
  .enum(['more-sure', 'less-sure', 'more-spread', 'less-spread'])
  .describe('more-spread: more often very sure, and more often unsure');
export type ShiftDirection = z.infer<typeof ShiftDirection>;

/** A model's confidences are no longer what they were, whatever verdicts say: UTC days, as YYYY-MM-DD. */
export const ConfidenceShift = z.strictObject({
  soundedOn: z.string().describe('When the alarm sounded, the last time'),
  changedOn: z.string().describe('Since when confidences seem to lie otherwise'),
  direction: ShiftDirection,
  alarms: z
    .number()
    .int()
    .positive()
    .describe('How often it sounded; each time it begins anew with the nights after'),
});
export type ConfidenceShift = z.infer<typeof ConfidenceShift>;

/** Days since 1970. */
const Day = z.number().int();

/**
 * What the watch for shifts knows after some nights of a record: with it, only the nights after them need be read. Made by
 * another watch it is worth nothing.
 */
export const ShiftMemory = z.strictObject({
  watch: z.literal(1).describe('Raised whenever the same nights make another memory'),
  seen: z.array(z.number().int().nonnegative()).describe('Decisions that were looked at, in each band'),
  bets: z.array(z.number().nullable()).describe('Logarithms; null where all is lost'),
  streaks: z.array(z.strictObject({ log: z.number(), nights: z.number().int().nonnegative(), since: Day })),
  found: ConfidenceShift.nullable(),
});
export type ShiftMemory = z.infer<typeof ShiftMemory>;

/** Decisions of one UTC day by how confident they were. */
export interface ConfidenceNight {
  /** Days since 1970. */
  readonly day: number;
  /** Decisions in each of the bands that `confidenceBand` numbers. */
  readonly counts: ArrayLike<number>;
}

/** Bands in which confidences are compared, in ppm: from where on how wide, and the number of the first. Finer near 1. */
export const CONFIDENCE_SCALE = [
  { from: 0, width: 25_000, first: 0 },
  { from: 900_000, width: 5_000, first: 36 },
  { from: 990_000, width: 500, first: 54 },
  { from: 999_000, width: 50, first: 72 },
] as const;

export const CONFIDENCE_BANDS = 93;

/** @param ppm a confidence, or the lower edge of its decimal band, from 0 to 1 000 000 */
export function confidenceBand(ppm: number): number {
  let band = 0;
  for (const { from, width, first } of CONFIDENCE_SCALE)
    if (ppm >= from) band = first + Math.floor((ppm - from) / width);
  return band;
}
