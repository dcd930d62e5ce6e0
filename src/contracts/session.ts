import * as z from 'zod';
import { Actor } from './actor.ts';
import { Instant } from './time.ts';

/** Who asks a server, and how callers are known there. */
export const Session = z.strictObject({
  mode: z.enum(['tokens', 'open', 'demo']),
  actor: Actor.nullable().describe('null: nobody is logged in'),
  people: z.array(z.string()).describe('Whom one may be without a token; of a demo only'),
  provider: z
    .string()
    .nullable()
    .describe('By what name a provider lets people in, at /v1/session/oidc; null where none does'),
  snapshot: z
    .strictObject({
      at: Instant.describe('When the store was as it is shown'),
      writer: z.string().nullable().describe('Where the server is that writes; null where nobody said'),
    })
    .nullable()
    .describe('What a server shows that only reads; null where it writes itself'),
  now: Instant.describe('What time the server takes it to be'),
});
export type Session = z.infer<typeof Session>;

/** What is so after somebody has logged out. */
export const LoggedOut = z.strictObject({
  ...Session.shape,
  leaveAt: z
    .string()
    .nullable()
    .describe('Where a browser goes to log out of the provider too; null where there is nothing to leave'),
});
export type LoggedOut = z.infer<typeof LoggedOut>;
