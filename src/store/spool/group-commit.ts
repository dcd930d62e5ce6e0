import type { Frame } from './frame.ts';
import type { OpenSegment } from './open-segment.ts';

/** What a frame says of a body that has no place yet. */
export type Told = Pick<Frame, 'at' | 'key' | 'digest'> & { readonly lines: number };

/** Where a body came to stand. */
export interface Placed {
  readonly segment: OpenSegment;
  /** Its place among the bodies of the segment, from 0. */
  readonly place: number;
}

interface Waiting {
  readonly body: Buffer;
  readonly told: Told;
  readonly settle: { readonly done: (placed: Placed) => void; readonly failed: (error: unknown) => void };
}

/** Bodies of one kind, written by groups: while one group goes to disk, the next gathers. */
export class GroupCommit {
  readonly #create: () => Promise<OpenSegment>;
  readonly #sealed: (segment: OpenSegment) => void;
  #waiting: Waiting[] = [];
  #turn: Promise<void> = Promise.resolve();
  #segment: OpenSegment | null = null;

  /** @param sealed told of each segment that takes no more, if anything is in it */
  constructor(create: () => Promise<OpenSegment>, sealed: (segment: OpenSegment) => void) {
    [this.#create, this.#sealed] = [create, sealed];
  }

  /** Bytes of the segment that is being written. */
  get bytes(): number {
    return this.#segment?.bytes ?? 0;
  }

  /** Adds a body that ends in a line feed; answers once it would survive a loss of power. */
  add(body: Buffer, told: Told): Promise<Placed> {
    return new Promise((done, failed) => {
      this.#waiting.push({ body, told, settle: { done, failed } });
      if (this.#waiting.length === 1) void this.#inTurn(() => this.#write());
    });
  }

  /** Ends the segment that is being written, so that it can be applied. */
  seal(): Promise<void> {
    return this.#inTurn(() => this.#end());
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #write(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      this.#segment ??= await this.#create();
      const segment = this.#segment;
      const first = segment.frames.length;
      await segment.append(
        group.map(({ body }) => body),
        framesOf(group, segment),
      );
      for (const [index, { settle }] of group.entries()) settle.done({ segment, place: first + index });
    } catch (error) {
      // After a failed sync nobody knows what is on disk: what was safe before stays, and a new file begins.
      await this.#end().catch(() => {});
      for (const { settle } of group) settle.failed(error);
    }
  }

  async #end(): Promise<void> {
    const segment = this.#segment;
    if (segment === null) return;
    this.#segment = null;
    if (segment.frames.length > 0) this.#sealed(segment);
    await segment.close();
  }
}

function framesOf(group: readonly Waiting[], segment: OpenSegment): Frame[] {
  let [from, line] = [segment.bytes, segment.nextLine];
  return group.map(({ body, told }) => {
    const frame = { from, to: from + body.length, line, ...told };
    from = frame.to;
    line += told.lines;
    return frame;
  });
}
