import * as z from 'zod';

/** So many weeks of every domain are told at a glance. */
export const WEEKS_SHOWN = 12;

/** `GET /v1/weeks`: the error rate of every domain in its last twelve weeks, whichever of its models decided. */
export const DomainWeeks = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  weeks: z.array(z.string()).describe('Their Mondays, UTC, the oldest first'),
  domains: z
    .array(
      z.strictObject({
        domain: z.string(),
        wrong: z
          .array(z.number().min(0).max(1).nullable())
          .describe(
            'A share for each week, of the reviewed decisions, weighted by 1 / inclusion probability; null where none was reviewed',
          ),
        reviewed: z.array(z.number().int().nonnegative()),
      }),
    )
    .describe('By name; those of which nothing was reviewed in these weeks are left out'),
});
export type DomainWeeks = z.infer<typeof DomainWeeks>;
