import type { Governance } from '../../contracts/governance.ts';
import type { KeptEntry } from '../../contracts/ledger-export.ts';
import type { Database } from '../../store/database.ts';
import { ledgerHead } from '../../store/ledger/read-ledger.ts';
import { ledgerOnRecord } from '../list-ledger.ts';

/** An entry of the ledger, and the domain that it is about; null where it is about none, or about all. */
export interface FedEntry {
  readonly entry: KeptEntry;
  readonly domain: string | null;
}

/** What the feed reads from. */
export interface FeedSource {
  readonly glance: <T>(work: (db: Database) => Promise<T>) => Promise<T>;
  readonly remembered: () => Promise<Pick<Governance, 'proposals'>>;
}

/** The ledger of a store that is served, as it grows. */
export class LedgerFeed {
  readonly #source: FeedSource;
  readonly #waiting = new Set<() => void>();
  #version = 0;

  constructor(source: FeedSource) {
    this.#source = source;
  }

  /** Grows whenever something may have been written. */
  get version(): number {
    return this.#version;
  }

  /** Says that something may have been written. */
  hear(): void {
    this.#version += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Answers once something may have been written since a version, or the signal says to wait no more. */
  after(version: number, signal: AbortSignal): Promise<void> {
    if (this.#version > version || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** Number of the last entry; 0 where there is none. */
  async head(): Promise<number> {
    return (await this.#source.glance(ledgerHead)).seq;
  }

  /**
   * Entries after a number, oldest first.
   *
   * @throws Problem check-failed: an entry cannot be read any more
   */
  async since(seq: number, limit: number): Promise<FedEntry[]> {
    const { entries } = await this.#source.glance((db) => ledgerOnRecord(db, { from: seq + 1, limit }));
    const isProposals = entries.some(({ type }) => type.startsWith('proposal.'));
    const { proposals } = isProposals ? await this.#source.remembered() : { proposals: [] };
    const domains = new Map(proposals.map(({ id, domain }) => [id, domain]));
    return entries.map((entry) => ({ entry, domain: domainOf(entry, domains) }));
  }
}

/** Entries on proposals are about the domains of those; those of other governance name theirs. */
function domainOf({ type, subject }: KeptEntry, proposals: ReadonlyMap<string, string>): string | null {
  if (type.startsWith('proposal.')) return proposals.get(subject) ?? null;
  return /^(?:policy|plan|floor|alarm)\./.test(type) ? subject : null;
}
