import { readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { readFrames } from './frame.ts';
import { indexPath, type Segment, segmentBytes, segmentName } from './segment.ts';

/**
 * Finds what a server that ended, in whatever way, had acknowledged and not applied, in the order in which it came.
 * What was not acknowledged is removed: bytes that no index names, and files that were still coming in.
 */
export async function recoverSegments(folder: string): Promise<Segment[]> {
  const names = await readdir(folder);
  const segments: Segment[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const known = segmentName(name);
    if (known === null) {
      const isLeft =
        name.startsWith('incoming-') || (name.endsWith('.index') && !names.includes(name.slice(0, -6)));
      if (isLeft) await rm(path, { force: true });
      continue;
    }
    const { size } = await stat(path);
    const index = names.includes(`${name}.index`) ? await readFile(indexPath(path), 'utf8') : '';
    const segment = { ...known, path, frames: readFrames(index, size) };
    if (segment.frames.length === 0) {
      await rm(path);
      await rm(indexPath(path), { force: true });
      continue;
    }
    await truncate(path, segmentBytes(segment));
    segments.push(segment);
  }
  return segments.sort((a, b) => a.number - b.number);
}
