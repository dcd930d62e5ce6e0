import { mkdir, open, rename, rm, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { syncFolder, writeWhole } from './durable.ts';
import type { Frame } from './frame.ts';
import { GroupCommit, type Told } from './group-commit.ts';
import { type Incoming, receive } from './incoming.ts';
import { OpenSegment } from './open-segment.ts';
import { recoverSegments } from './recover.ts';
import {
  indexPath,
  requestId,
  type Segment,
  SHARED,
  type SpoolKind,
  segmentBytes,
  segmentPath,
} from './segment.ts';

/** Folder of the bodies that were acknowledged, and that the store would not have. */
const SET_ASIDE = 'refused';

/**
 * Bodies that came in and are not in the store yet, in a folder beside it. What is answered here survives `kill -9` and a
 * loss of power. Whoever has the store open, and nobody else, may open its spool.
 */
export class Spool {
  readonly folder: string;
  readonly #clock: () => number;
  readonly #sealed = new Map<number, Segment>();
  readonly #writers: Readonly<Record<SpoolKind, GroupCommit>>;
  #last = 0;
  #sealedBytes = 0;
  #incoming = 0;

  private constructor(folder: string, clock: () => number, recovered: readonly Segment[]) {
    [this.folder, this.#clock] = [folder, clock];
    const writer = (kind: SpoolKind): GroupCommit =>
      new GroupCommit(
        () => {
          const number = this.#next();
          return OpenSegment.create({ number, kind, path: segmentPath(folder, kind, number, SHARED) });
        },
        (segment) => this.#seal(segment),
      );
    this.#writers = { decisions: writer('decisions'), verdicts: writer('verdicts'), rows: writer('rows') };
    for (const segment of recovered) this.#seal(segment);
    this.#last = recovered.at(-1)?.number ?? 0;
  }

  /**
   * Opens a spool, with what a server before left in it.
   *
   * @param clock ms since 1970
   */
  static async open(folder: string, clock: () => number): Promise<Spool> {
    await mkdir(folder, { recursive: true });
    return new Spool(folder, clock, await recoverSegments(folder));
  }

  /** Bytes that were answered for and are not in the store. */
  get bytes(): number {
    return Object.values(this.#writers).reduce((sum, { bytes }) => sum + bytes, this.#sealedBytes);
  }

  /** Segments that take no more, in the order in which they began. */
  get sealed(): readonly Segment[] {
    return [...this.#sealed.values()].sort((a, b) => a.number - b.number);
  }

  /** Adds a body of JSON lines that ends in a line feed, beside others; answers the name of the request. */
  async addLines(kind: SpoolKind, body: Buffer, told: Told): Promise<string> {
    const { segment, place } = await this.#writers[kind].add(body, told);
    return requestId(segment.number, place);
  }

  /** Takes a body into a file of its own; it is promised only once `keep` has answered. */
  receive(
    source: AsyncIterable<Buffer> | Iterable<Buffer>,
    tooMuch: (bytes: number) => void,
  ): Promise<Incoming> {
    return receive(join(this.folder, `incoming-${this.#incoming++}-${this.#clock()}`), source, tooMuch);
  }

  /** Makes a received body a segment; answers the name of the request. */
  async keep(
    incoming: Incoming,
    kind: SpoolKind,
    ending: string,
    told: Omit<Frame, 'from' | 'to' | 'line' | 'lines'>,
  ): Promise<string> {
    const number = this.#next();
    const path = segmentPath(this.folder, kind, number, ending);
    const frame: Frame = { from: 0, to: incoming.bytes, line: 1, lines: null, ...told };
    const index = await open(indexPath(path), 'wx');
    try {
      await writeWhole(index, Buffer.from(`${JSON.stringify(frame)}\n`), 0);
      await index.datasync();
    } finally {
      await index.close();
    }
    // With its last name it begins to count, after a crash as well.
    await rename(incoming.path, path);
    await syncFolder(this.folder);
    this.#seal({ number, kind, path, frames: [frame] });
    return requestId(number, 0);
  }

  async discard(incoming: Incoming): Promise<void> {
    await rm(incoming.path, { force: true });
  }

  /** The oldest segments, up to about so many bytes, ended where they still took bodies. They stay until `remove`. */
  async take(mostBytes: number): Promise<Segment[]> {
    await Promise.all(Object.values(this.#writers).map((writer) => writer.seal()));
    const taken: Segment[] = [];
    let bytes = 0;
    for (const segment of this.sealed) {
      if (taken.length > 0 && bytes + segmentBytes(segment) > mostBytes) break;
      bytes += segmentBytes(segment);
      // A group that failed may have left bytes behind the last frame.
      await truncate(segment.path, segmentBytes(segment));
      taken.push(segment);
    }
    return taken;
  }

  /** Forgets segments: all that is in them is in the store. */
  async remove(segments: readonly Segment[]): Promise<void> {
    for (const segment of segments) {
      await rm(segment.path, { force: true });
      await rm(indexPath(segment.path), { force: true });
      if (this.#sealed.delete(segment.number)) this.#sealedBytes -= segmentBytes(segment);
    }
  }

  /** Keeps a copy of what was acknowledged and then refused, for a person to look at; answers where. */
  async setAside(segment: Segment, place: number, bytes: Buffer): Promise<string> {
    const folder = join(this.folder, SET_ASIDE);
    await mkdir(folder, { recursive: true });
    const [name, ending] = basename(segment.path).split('.');
    const path = join(folder, `${name}-${place}.${ending}`);
    const file = await open(path, 'w');
    try {
      await writeWhole(file, bytes, 0);
      await file.datasync();
    } finally {
      await file.close();
    }
    return path;
  }

  /** Ends the segments that are being written; they wait for the next server. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#writers).map((writer) => writer.seal()));
  }

  #seal(segment: Segment): void {
    this.#sealed.set(segment.number, segment);
    this.#sealedBytes += segmentBytes(segment);
  }

  #next(): number {
    this.#last = Math.max(this.#last + 1, this.#clock());
    return this.#last;
  }
}
