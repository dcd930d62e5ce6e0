import type { Database } from '../store/database.ts';
import { ledgerHead } from '../store/ledger/read-ledger.ts';

/** What the ledger comes to, worked out again only where something was added to it. */
export class OfLedger<T> {
  #head: string | null = null;
  #answer: T | undefined;

  async of(db: Database, work: () => Promise<T>): Promise<T> {
    const { hash } = await ledgerHead(db);
    if (this.#head === hash) return this.#answer as T;
    const answer = await work();
    [this.#head, this.#answer] = [hash, answer];
    return answer;
  }
}
