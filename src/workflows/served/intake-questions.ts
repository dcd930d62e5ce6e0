import type { QuarantinedRow } from '../../contracts/intake.ts';
import type { LedgerPage } from '../../contracts/ledger-export.ts';
import { intakeOf, quarantinedRows, type StoredIntake } from '../../store/record/intake-report.ts';
import { type LedgerListing, ledgerOnRecord } from '../list-ledger.ts';
import { type Freshness, LastAnswers, type Told } from './last-answers.ts';
import type { ServedAccess } from './served-access.ts';

/** What somebody asks who looks at what came in, and at what was written of it in the ledger. */
export class IntakeQuestions {
  readonly #glance: ServedAccess['glance'];
  readonly #last: {
    readonly intake: LastAnswers<StoredIntake>;
    readonly quarantined: LastAnswers<QuarantinedRow[]>;
    readonly ledger: LastAnswers<LedgerPage>;
  };

  constructor({ glance, changes, written }: Pick<ServedAccess, 'glance' | 'changes' | 'written'>) {
    // Whoever wrote something sees it at once; what comes in by itself is seen soon.
    const state = () => ({ changes: changes(), decided: written() });
    this.#glance = glance;
    this.#last = {
      intake: new LastAnswers(state),
      quarantined: new LastAnswers(state),
      ledger: new LastAnswers(state),
    };
  }

  /** What came into the store: its totals, its days and its runs, the newest first. */
  intake(page: Parameters<typeof intakeOf>[1], freshness: Freshness): Promise<Told<StoredIntake>> {
    return this.#last.intake.of(page, freshness, () => this.#glance((db) => intakeOf(db, page)));
  }

  /** Rows that broke a rule, the newest run first. */
  quarantined(
    page: Parameters<typeof quarantinedRows>[1],
    freshness: Freshness,
  ): Promise<Told<QuarantinedRow[]>> {
    return this.#last.quarantined.of(page, freshness, () => this.#glance((db) => quarantinedRows(db, page)));
  }

  /** The same as `leeway ledger`. */
  ledger(listing: LedgerListing, freshness: Freshness): Promise<Told<LedgerPage>> {
    return this.#last.ledger.of(listing, freshness, () => this.#glance((db) => ledgerOnRecord(db, listing)));
  }
}
