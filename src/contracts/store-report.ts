import * as z from 'zod';

const Count = z.number().int().nonnegative();

/** One thing that must hold in a store. */
export const StoreCheck = z.strictObject({
  name: z.string(),
  broken: Count.describe('Rows that break it; 0 where it holds'),
  mend: z.string().nullable().describe('What to do; null where it holds'),
});
export type StoreCheck = z.infer<typeof StoreCheck>;

/** What `leeway doctor` finds. */
export const StoreReport = z.strictObject({
  version: Count.describe('Version of the store'),
  bytes: Count.describe('Size of the file and of what waits beside it to be written into it'),
  decisions: Count,
  verdicts: Count,
  waiting: Count.describe('Verdicts whose decision has not come, or has no answer to compare'),
  quarantined: Count,
  runs: Count,
  domains: Count,
  deadLetters: Count.describe('Events of the ledger that a webhook would not take'),
  checks: z.array(StoreCheck),
});
export type StoreReport = z.infer<typeof StoreReport>;
