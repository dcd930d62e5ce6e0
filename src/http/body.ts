import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpProblem } from './http-problem.ts';

/** Whom to ask again, and when, where there is no room. */
export function busy(detail: string): HttpProblem {
  return new HttpProblem(429, detail, { 'retry-after': '5' });
}

/** Bytes that a body is said to have; 0 where nothing is said. */
export function announced({ 'content-length': length }: IncomingHttpHeaders): number {
  return Number(length ?? 0);
}

/** @throws HttpProblem 413 */
export function refuseLong(bytes: number, most: number): void {
  if (bytes > most)
    throw new HttpProblem(413, `a body may have ${megabytes(most)} MB at most here; send it in parts`);
}

function megabytes(bytes: number): string {
  return String(Number((bytes / 1_000_000).toFixed(3)));
}

/** The room in memory for bodies that are still coming in, shared by all requests. */
export class BodyRoom {
  readonly #most: number;
  #taken = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  /**
   * Reads a body whole. Where it is cut off, nothing of it is answered.
   *
   * @param most bytes that this one may have
   * @throws HttpProblem 413 or 429
   */
  async read(source: IncomingMessage, most: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const piece of piecesOf(source)) {
        bytes += piece.length;
        this.#taken += piece.length;
        refuseLong(bytes, most);
        if (this.#taken > this.#most)
          throw busy('too many bodies are coming in at once; send this one again later');
        pieces.push(piece);
      }
      return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, bytes);
    } finally {
      this.#taken -= bytes;
    }
  }
}

/** The pieces of a body as they come; throws where it is cut off, which is no fault of the server. */
export async function* piecesOf(source: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    // What is refused halfway is still read, unseen: a client that is busy sending does not hear an answer.
    for await (const piece of source.iterator({ destroyOnReturn: false })) yield piece as Buffer;
  } catch (error) {
    if (source.readableAborted) throw cutOff();
    throw error;
  }
  if (!source.complete) throw cutOff();
}

function cutOff(): HttpProblem {
  return new HttpProblem(400, 'the body was cut off');
}
