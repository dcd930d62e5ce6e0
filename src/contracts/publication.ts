import * as z from 'zod';
import { Sha256 } from './ledger.ts';
import { ExportFormat } from './thresholds.ts';
import { Instant } from './time.ts';

/** A file that was published for other programs. */
export const Publication = z.strictObject({
  path: z.string().min(1).max(4000).describe('Where it was put, as whoever put it there calls it'),
  format: ExportFormat,
  digest: Sha256.describe('SHA-256 of its bytes'),
  revision: Sha256.describe('Of the policies in it'),
});
export type Publication = z.infer<typeof Publication>;

/** What was published, and what was asked for, of what is in force. */
export const Publications = z.strictObject({
  revision: Sha256.describe('Of what is in force now'),
  files: z
    .array(
      z.strictObject({
        ...Publication.shape,
        at: Instant,
        by: z.string(),
        isCurrent: z.boolean().describe('Whether what is in it is in force now'),
      }),
    )
    .describe('The newest of each path, by path'),
  pulls: z
    .array(z.strictObject({ format: ExportFormat, by: z.string(), at: Instant }))
    .describe('Who last asked this server for a format, since it began'),
});
export type Publications = z.infer<typeof Publications>;
