import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder, writeWhole } from './durable.ts';
import type { Frame } from './frame.ts';
import { indexPath, type Segment, type SpoolKind } from './segment.ts';

/** Small bodies are written together: one call for a group instead of one for each. */
const TOGETHER_BYTES = 65_536;

/** A segment that still takes bodies. */
export class OpenSegment {
  readonly number: number;
  readonly kind: SpoolKind;
  readonly path: string;
  readonly frames: Frame[] = [];
  readonly #data: FileHandle;
  readonly #index: FileHandle;
  #indexBytes = 0;

  private constructor(
    { number, kind, path }: Omit<Segment, 'frames'>,
    { data, index }: { readonly data: FileHandle; readonly index: FileHandle },
  ) {
    this.number = number;
    this.kind = kind;
    this.path = path;
    [this.#data, this.#index] = [data, index];
  }

  static async create(segment: Omit<Segment, 'frames'>): Promise<OpenSegment> {
    const data = await open(segment.path, 'wx');
    try {
      const index = await open(indexPath(segment.path), 'wx');
      await syncFolder(dirname(segment.path));
      return new OpenSegment(segment, { data, index });
    } catch (error) {
      await data.close();
      throw error;
    }
  }

  get bytes(): number {
    return this.frames.at(-1)?.to ?? 0;
  }

  /** Line that the next body begins with, from 1. */
  get nextLine(): number {
    const last = this.frames.at(-1);
    return last === undefined ? 1 : last.line + (last.lines ?? 0);
  }

  /**
   * Adds bodies; when it returns they survive a loss of power, and when it throws nothing of them is there. The index is
   * written after the bodies are safe: what it names is whole.
   */
  async append(bodies: readonly Buffer[], frames: readonly Frame[]): Promise<void> {
    try {
      let position = this.bytes;
      for (const piece of together(bodies)) {
        await writeWhole(this.#data, piece, position);
        position += piece.length;
      }
      await this.#data.datasync();
      const lines = Buffer.from(frames.map((frame) => `${JSON.stringify(frame)}\n`).join(''));
      await writeWhole(this.#index, lines, this.#indexBytes);
      await this.#index.datasync();
      this.#indexBytes += lines.length;
      for (const frame of frames) this.frames.push(frame);
    } catch (error) {
      // Where even this fails, whoever reads the segment cuts it at its last frame.
      await this.#index.truncate(this.#indexBytes).catch(() => {});
      await this.#data.truncate(this.bytes).catch(() => {});
      throw error;
    }
  }

  /** Takes no more. */
  async close(): Promise<void> {
    await this.#data.close();
    await this.#index.close();
  }
}

function together(bodies: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  for (const body of bodies) {
    if (body.length < TOGETHER_BYTES) {
      small.push(body);
      continue;
    }
    if (small.length > 0) pieces.push(Buffer.concat(small));
    small = [];
    pieces.push(body);
  }
  if (small.length > 0) pieces.push(Buffer.concat(small));
  return pieces;
}
