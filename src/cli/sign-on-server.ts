import type { KeyObject } from 'node:crypto';
import { CheckpointKeyAdded, LedgerCheckpoint } from '../contracts/ledger-export.ts';
import type { Server } from '../http/client.ts';
import { publicPart, type Signed, signLedgerLines } from '../workflows/sign-ledger.ts';
import { answerTo } from './answer-of.ts';
import { linesOfServer } from './ledger-lines.ts';

/**
 * Signs where the ledger behind a server ends, once every entry of it was read and found to follow from the one before:
 * the key stays on this machine, and nothing is signed on the word of the server.
 *
 * @param at ISO time
 * @throws Problem as `signStoreLedger`
 */
export async function signLedgerOnServer(server: Server, privateKey: KeyObject, at: string): Promise<Signed> {
  const key = { method: 'POST', path: '/v1/ledger/keys', body: { key: publicPart(privateKey) } } as const;
  await answerTo(server, key, CheckpointKeyAdded);
  const signed = await signLedgerLines(linesOfServer(server), privateKey, at, server.origin);
  const order = { method: 'POST', path: '/v1/ledger/checkpoints', body: signed } as const;
  const checkpoint = await answerTo(server, order, LedgerCheckpoint);
  return { checkpoint, isNew: checkpoint.at === signed.at };
}
