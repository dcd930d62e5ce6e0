import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const Note = z.strictObject({ pid: z.number().int(), url: z.string() });
type Note = z.infer<typeof Note>;

const noteFile = (path: string): string => `${path}.server`;
const keyFile = (path: string): string => `${path}.server-key`;

/**
 * Says beside a store which server has it, for those who find it locked; and leaves a key for those who own the store,
 * which nobody else can read.
 */
export function leaveServerNote(path: string, url: string, ownerKey: string): void {
  writeFileSync(noteFile(path), `${JSON.stringify({ pid: process.pid, url })}\n`);
  // A file that is there keeps who may read it: this one is new.
  rmSync(keyFile(path), { force: true });
  writeFileSync(keyFile(path), `${ownerKey}\n`, { mode: 0o600, flag: 'wx' });
}

/** Takes both away again. */
export function removeServerNote(path: string): void {
  for (const file of [noteFile(path), keyFile(path)]) rmSync(file, { force: true });
}

/** Where the server answers that has a store; null where no note speaks of this process, but of one before it. */
export function serverOf(path: string, pid: number): string | null {
  const note = noteOf(path);
  return note?.pid === pid ? note.url : null;
}

/** Where the server answers that had a store last, and the key for its owner; null where there is none, or it is not for who asks. */
export function ownerKeyOf(path: string): { readonly url: string; readonly key: string } | null {
  const note = noteOf(path);
  try {
    return note === null ? null : { url: note.url, key: readFileSync(keyFile(path), 'utf8').trim() };
  } catch {
    return null;
  }
}

function noteOf(path: string): Note | null {
  try {
    return Note.parse(JSON.parse(readFileSync(noteFile(path), 'utf8')));
  } catch {
    return null;
  }
}
