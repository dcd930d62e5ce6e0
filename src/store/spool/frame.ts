import * as z from 'zod';
import { Mapping } from '../../contracts/mapping.ts';

const Count = z.number().int().nonnegative();

/** Where one body stands in a segment, and what was asked with it: a line of the segment's index. */
export const Frame = z.strictObject({
  from: Count.describe('First byte'),
  to: Count.describe('Byte after the last'),
  line: Count.describe('Number of its first line in the segment, from 1'),
  lines: Count.nullable().describe('Null for a file, whose lines nobody has counted'),
  at: z.number().describe('When it came, in ms since 1970'),
  key: z.string().optional(),
  digest: z.string().optional(),
  mapping: Mapping.optional(),
  alone: z.literal(true).optional().describe('Somebody waits for its own counts'),
  strict: z.literal(true).optional().describe('All of it or nothing'),
});
export type Frame = z.infer<typeof Frame>;

/**
 * Reads the index of a segment. What a crash left of its last line is no frame, nor is one whose bytes are not there.
 *
 * @param bytes length of the segment
 */
export function readFrames(index: string, bytes: number): Frame[] {
  const frames: Frame[] = [];
  for (const line of index.split('\n').slice(0, -1)) {
    const frame = parsedFrame(line);
    if (frame === null || frame.to > bytes || frame.from !== (frames.at(-1)?.to ?? 0)) break;
    frames.push(frame);
  }
  return frames;
}

function parsedFrame(line: string): Frame | null {
  try {
    return Frame.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
