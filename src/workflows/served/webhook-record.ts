import type { Database } from '../../store/database.ts';
import { ledgerHead } from '../../store/ledger/read-ledger.ts';
import {
  type DeadLetter,
  deadLetters,
  deadSeqs,
  dropDeadLetter,
  keepDeadLetter,
  keepWebhookCursor,
  webhookCursor,
} from '../../store/ledger/webhook-cursors.ts';
import type { ServedAccess } from './served-access.ts';

/** What a store remembers of its webhooks. */
export class WebhookRecord {
  readonly #access: Pick<ServedAccess, 'glance' | 'write'>;

  constructor(access: Pick<ServedAccess, 'glance' | 'write'>) {
    this.#access = access;
  }

  /** The last entry that a webhook is done with. One that is new begins at the end of the ledger. */
  async begin(url: string): Promise<number> {
    const known = await this.#access.glance((db) => webhookCursor(db, url));
    if (known !== null) return known;
    return this.#access.write(async (db) => {
      const { seq } = await ledgerHead(db);
      await keepWebhookCursor(db, url, seq);
      return seq;
    });
  }

  /** Keeps that a webhook is done with everything up to an entry. */
  done(url: string, seq: number): Promise<void> {
    return this.#access.write((db) => keepWebhookCursor(db, url, seq));
  }

  /** Keeps that an entry was given up, and that the webhook is done with it. */
  bury(url: string, letter: DeadLetter): Promise<void> {
    return this.#access.write((db: Database) =>
      db.transaction(async () => {
        await keepDeadLetter(db, url, letter);
        await keepWebhookCursor(db, url, letter.seq);
      }),
    );
  }

  /** Numbers of the entries that a webhook would not take, in their order. */
  deadSeqs(url: string): Promise<number[]> {
    return this.#access.glance((db) => deadSeqs(db, url));
  }

  /** Keeps that a webhook has taken an entry after all. */
  revive(url: string, seq: number): Promise<void> {
    return this.#access.write((db) => dropDeadLetter(db, url, seq));
  }

  /** How many entries a webhook would not take, and the last of them. */
  dead(url: string): ReturnType<typeof deadLetters> {
    return this.#access.glance((db) => deadLetters(db, url));
  }
}
