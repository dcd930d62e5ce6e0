import * as z from 'zod';
import { Sha256 } from './ledger.ts';
import { ExportFormat } from './thresholds.ts';

/** A file that was published for other programs. */
export const Publication = z.strictObject({
  path: z.string().min(1).max(4000).describe('Where it was put, as whoever put it there calls it'),
  format: ExportFormat,
  digest: Sha256.describe('SHA-256 of its bytes'),
  revision: Sha256.describe('Of the policies in it'),
});
export type Publication = z.infer<typeof Publication>;
