import { writeFile } from 'node:fs/promises';
import { Problem } from '../contracts/problem.ts';
import { wholeOrNothing } from '../store/record/whole-or-nothing.ts';

/**
 * Writes a text into a file, which is there whole in the end or as it was before.
 *
 * @throws Problem usage: it cannot be written there
 */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await wholeOrNothing(path, async (unfinished) => {
      await writeFile(unfinished, text);
      return { answer: null, written: [unfinished] };
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Problem('usage', `${path}: cannot be written (${String(error.code)}); name another file`);
  }
}
