import * as z from 'zod';
import { LedgerEntry, LedgerHead, Sha256 } from './ledger.ts';

const WrittenAt = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, 'is not a time as the ledger writes it');

/** An entry as it stands written: its bytes count, so nothing is made of them, and a newer leeway knows more types. */
export const KeptEntry = z.strictObject({
  ...LedgerEntry.shape,
  at: WrittenAt,
  type: z.string().min(1),
});
export type KeptEntry = z.infer<typeof KeptEntry>;

/** Says, with a key, where a ledger ended at a time: what came before cannot be rewritten without that key. */
export const LedgerCheckpoint = z.strictObject({
  seq: z.number().int().positive().describe('The last entry then'),
  hash: Sha256.describe('Its hash'),
  at: WrittenAt.describe('When it was signed, as the signer says'),
  keyId: z.string().min(1).describe('Thumbprint of the public key (RFC 7638)'),
  signature: z
    .string()
    .regex(/^[\w-]{85}[AQgw]$/, 'is not an Ed25519 signature in base64url')
    .describe('Ed25519 over the canonical JSON (RFC 8785) of seq, hash, at and keyId; base64url'),
});
export type LedgerCheckpoint = z.infer<typeof LedgerCheckpoint>;

/** A public key that signs checkpoints (Ed25519), as RFC 8037 writes it. */
export const CheckpointKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[\w-]{43}$/, 'is not an Ed25519 key in base64url'),
});
export type CheckpointKey = z.infer<typeof CheckpointKey>;

/** `POST /v1/ledger/keys`: what the key is called. */
export const CheckpointKeyAdded = z.strictObject({ keyId: LedgerCheckpoint.shape.keyId });
export type CheckpointKeyAdded = z.infer<typeof CheckpointKeyAdded>;

/** One line of an exported ledger, in canonical JSON; a checkpoint stands after the entry that it names. */
export const LedgerExport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), ...KeptEntry.shape }),
  z.strictObject({ kind: z.literal('checkpoint'), ...LedgerCheckpoint.shape }),
]);
export type LedgerExport = z.infer<typeof LedgerExport>;

/** Some entries of a ledger, oldest first. */
export const LedgerPage = z.strictObject({
  entries: z.array(KeptEntry),
  checkpoints: z
    .array(LedgerCheckpoint)
    .describe('Those that name an entry from the first of these to the last'),
  next: z
    .number()
    .int()
    .positive()
    .nullable()
    .describe('Where the next page begins; null where none follows'),
  head: LedgerHead,
});
export type LedgerPage = z.infer<typeof LedgerPage>;

/** How a ledger can be broken. */
export const LedgerFault = z.enum([
  'changed',
  'removed',
  'reordered',
  'rewritten',
  'bad-signature',
  'unknown-key',
  'unsigned',
  'malformed',
]);
export type LedgerFault = z.infer<typeof LedgerFault>;

/** Whether a ledger is whole, and if not, up to where it is. */
export const LedgerVerification = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    entries: z.number().int().nonnegative().describe('How many were read'),
    head: LedgerHead,
    signed: LedgerCheckpoint.nullable().describe(
      'The last checkpoint whose signature holds; null without a key',
    ),
  }),
  z.strictObject({
    ok: z.literal(false),
    seq: z.number().int().positive().describe('The first entry that does not hold'),
    kind: LedgerFault,
    sentence: z.string(),
  }),
]);
export type LedgerVerification = z.infer<typeof LedgerVerification>;
