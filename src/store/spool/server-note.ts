import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const Note = z.strictObject({ pid: z.number().int(), url: z.string() });

const noteOf = (path: string): string => `${path}.server`;

/** Says beside a store which server has it, for those who find it locked. */
export function leaveServerNote(path: string, url: string): void {
  writeFileSync(noteOf(path), `${JSON.stringify({ pid: process.pid, url })}\n`);
}

/** Takes the note away again. */
export function removeServerNote(path: string): void {
  rmSync(noteOf(path), { force: true });
}

/** Where the server answers that has a store; null where no note speaks of this process, but of one before it. */
export function serverOf(path: string, pid: number): string | null {
  try {
    const note = Note.parse(JSON.parse(readFileSync(noteOf(path), 'utf8')));
    return note.pid === pid ? note.url : null;
  } catch {
    return null;
  }
}
