import PQueue from 'p-queue';
import type { Database } from '../store/database.ts';

/** Reads a store that is open, so many at once, each in a snapshot of its own, beside whatever is written. */
export class ReadingTurns {
  readonly #db: Database;
  readonly #queue: PQueue;

  constructor(db: Database, atOnce: number) {
    [this.#db, this.#queue] = [db, new PQueue({ concurrency: atOnce })];
  }

  /** @param before is waited for when the turn comes, and nothing is read before it */
  read<T>(work: (db: Database) => Promise<T>, before: () => Promise<void> = async () => {}): Promise<T> {
    return this.#queue.add(async () => {
      await before();
      const db = await this.#db.sibling();
      try {
        return await db.transaction(() => work(db));
      } finally {
        db.close();
      }
    });
  }

  /** Answers once all that was asked for has been read. */
  end(): Promise<void> {
    return this.#queue.onIdle();
  }
}
