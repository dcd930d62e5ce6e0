import { type FileHandle, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Segment } from './segment.ts';

/** Some bodies of a segment that stand next to one another, in a file that holds them and nothing else. */
export interface Piece {
  readonly segment: Segment;
  /** Places of the first and behind the last. */
  readonly from: number;
  readonly to: number;
}

/** The halves of some pieces; null where a single body is left. */
export function halved(pieces: readonly Piece[]): [Piece[], Piece[]] | null {
  if (pieces.length > 1) {
    const middle = Math.ceil(pieces.length / 2);
    return [pieces.slice(0, middle), pieces.slice(middle)];
  }
  const [piece] = pieces;
  if (piece === undefined || piece.to - piece.from < 2) return null;
  const middle = Math.ceil((piece.from + piece.to) / 2);
  return [[{ ...piece, to: middle }], [{ ...piece, from: middle }]];
}

/** A file with the bodies of a piece: the segment itself, or a copy of a part of it. */
export async function fileOf({ segment, from, to }: Piece, scratch: string): Promise<string> {
  if (from === 0 && to === segment.frames.length) return segment.path;
  const path = join(scratch, `${segment.kind}-${segment.number}-${from}-${to}.jsonl`);
  await writeFile(path, await bytesOf({ segment, from, to }));
  return path;
}

/** The bytes of a piece. */
export async function bytesOf({ segment, from, to }: Piece): Promise<Buffer> {
  const [begin, end] = [segment.frames[from]?.from ?? 0, segment.frames[to - 1]?.to ?? 0];
  let file: FileHandle | null = null;
  try {
    file = await open(segment.path, 'r');
    const { buffer } = await file.read(Buffer.alloc(end - begin), 0, end - begin, begin);
    return buffer;
  } finally {
    await file?.close();
  }
}
