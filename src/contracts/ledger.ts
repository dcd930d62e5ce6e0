import * as z from 'zod';
import { Instant } from './time.ts';

/** SHA-256, hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hex');

/** What can happen that an auditor will ask about. */
export const LedgerEventType = z.enum([
  'ingest.run',
  'recommendation.made',
  'proposal.opened',
  'proposal.edited',
  'proposal.voted',
  'proposal.commented',
  'proposal.expired',
  'proposal.withdrawn',
  'proposal.activated',
  'policy.narrowed',
  'policy.demoted',
  'policy.revoked',
  'policy.expired',
  'plan.stepped',
  'floor.set',
  'floor.lifted',
  'alarm.raised',
  'alarm.reviewed',
  'export.published',
  'configuration.changed',
  'key.added',
  'key.retired',
  'token.created',
  'token.revoked',
  'account.bound',
  'rows.forgotten',
]);
export type LedgerEventType = z.infer<typeof LedgerEventType>;

/** What happened, before it has a place in the chain. */
export const LedgerEvent = z.strictObject({
  at: Instant,
  actor: z.string().min(1).describe('Who did it; a scheduled job has a name too'),
  type: LedgerEventType,
  subject: z
    .string()
    .describe('The domain, proposal, export or key that it is about; empty where it is about all'),
  body: z.record(z.string(), z.json()).describe('What an event of this type says'),
});
export type LedgerEvent = z.infer<typeof LedgerEvent>;

/** An event in its place: its hash covers all its other fields, and through `previous` everything before it. */
export const LedgerEntry = z.strictObject({
  seq: z.number().int().positive(),
  ...LedgerEvent.shape,
  previous: Sha256.describe('Hash of the entry before; of the first one 64 zeros'),
  hash: Sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of the other fields'),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Where a ledger ends: what is published elsewhere, so that a rewritten tail is found. */
export const LedgerHead = z.strictObject({ seq: z.number().int().nonnegative(), hash: Sha256 });
export type LedgerHead = z.infer<typeof LedgerHead>;
