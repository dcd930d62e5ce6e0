import * as z from 'zod';
import { Actor } from './actor.ts';
import { Instant } from './time.ts';

/** Who asks a server, and how callers are known there. */
export const Session = z.strictObject({
  mode: z.enum(['tokens', 'open', 'demo']),
  actor: Actor.nullable().describe('null: nobody is logged in'),
  people: z.array(z.string()).describe('Whom one may be without a token; of a demo only'),
  now: Instant.describe('What time the server takes it to be'),
});
export type Session = z.infer<typeof Session>;
