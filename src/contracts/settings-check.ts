import * as z from 'zod';

/** What a text would be as a configuration. */
export const SettingsCheck = z.strictObject({
  faults: z.array(z.string()).describe('Empty where it is one'),
  changes: z
    .array(
      z.strictObject({
        path: z.string().describe('For example domains.refunds.risk'),
        before: z.string().nullable().describe('JSON; null: it was not there'),
        after: z.string().nullable().describe('JSON; null: it would not be there'),
      }),
    )
    .describe('Against what the server goes by; lengths of time in milliseconds'),
});
export type SettingsCheck = z.infer<typeof SettingsCheck>;
