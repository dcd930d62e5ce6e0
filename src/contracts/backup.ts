import * as z from 'zod';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.number().int().nonnegative();

/** One table of a backup, and how to know its file again. */
export const BackupTable = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Its rows stand in the file of this name that ends in .parquet'),
  rows: Count,
  bytes: Count.describe('Size of the file'),
  sha256: Digest.describe('Of the file'),
});
export type BackupTable = z.infer<typeof BackupTable>;

/** What is in a backup: `manifest.json` beside its Parquet files. */
export const BackupManifest = z.strictObject({
  format: z.literal(1).describe('Raised when the layout of backups changes'),
  storeVersion: Count.min(1).describe('Version of the store that it was made of'),
  at: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    .describe('When it was made, in UTC'),
  tables: z.array(BackupTable).min(1),
  sha256: Digest.describe('Of all the above, as JSON without spaces in the order of this schema'),
});
export type BackupManifest = z.infer<typeof BackupManifest>;
