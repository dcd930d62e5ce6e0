import { chmod, realpath, stat, writeFile } from 'node:fs/promises';
import { Problem } from '../../contracts/problem.ts';
import { wholeOrNothing } from '../../store/record/whole-or-nothing.ts';

/**
 * Writes another text into a file that is there: whole, or it stays as it was. A link leads on to where it led, and who
 * may read it stays.
 *
 * @throws Problem check-failed: it cannot be written there
 */
export async function writeOver(path: string, text: string): Promise<void> {
  try {
    const place = await realpath(path);
    const { mode } = await stat(place);
    await wholeOrNothing(place, async (unfinished) => {
      await writeFile(unfinished, text);
      await chmod(unfinished, mode & 0o777);
      return { answer: null, written: [unfinished] };
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Problem(
      'check-failed',
      `${path}: cannot be written by the server (${String(error.code)}); let it write that folder, or change the file by hand and start the server again`,
    );
  }
}
