import * as z from 'zod';
import { Floor } from './governance.ts';
import { Sha256 } from './ledger.ts';
import { Policy } from './policy.ts';

/** What jobs and services are told: the policies in force, and the domains that never get one. */
export const Thresholds = z.strictObject({
  version: z.literal(1),
  revision: Sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of the other fields'),
  policies: z.array(Policy).describe('In force, one a domain, by domain; a domain that is absent has none'),
  floors: z
    .array(Floor.pick({ domain: true, reason: true, owner: true, legalSource: true }))
    .describe('By domain'),
});
export type Thresholds = z.infer<typeof Thresholds>;

export const ExportFormat = z.enum([
  'json',
  'yaml',
  'csv',
  'env',
  'flagd',
  'prometheus',
  'opa',
  'launchdarkly',
  'a2i',
  'junit',
]);
export type ExportFormat = z.infer<typeof ExportFormat>;
