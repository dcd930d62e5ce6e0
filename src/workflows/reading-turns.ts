import type { Database } from '../store/database.ts';

/** Reads a store that is open, one after the other, each in a snapshot, beside whatever is written. */
export class ReadingTurns {
  readonly #db: Database;
  #last: Promise<unknown> = Promise.resolve();

  constructor(db: Database) {
    this.#db = db;
  }

  /** @param before is waited for when the turn comes, and nothing is read before it */
  async read<T>(
    work: (db: Database) => Promise<T>,
    before: () => Promise<void> = async () => {},
  ): Promise<T> {
    const mine = this.#last
      .catch(() => {})
      .then(async () => {
        await before();
        const db = await this.#db.sibling();
        try {
          return await db.transaction(() => work(db));
        } finally {
          db.close();
        }
      });
    this.#last = mine;
    return mine;
  }

  /** Answers once all that was asked for has been read. */
  async end(): Promise<void> {
    await this.#last.catch(() => {});
  }
}
