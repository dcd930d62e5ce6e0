import type { Forgotten } from '../contracts/forgetting.ts';
import type { LedgerEvent } from '../contracts/ledger.ts';
import { appendEntries } from '../governance/append-entries.ts';
import { canonicalJson } from '../governance/digest.ts';
import type { Database } from '../store/database.ts';
import { appendToLedger } from '../store/ledger/append-to-ledger.ts';
import type { Bounds } from '../store/pushed/check-answers.ts';
import type { Replaced } from '../store/pushed/keep-answers.ts';
import type { IngestRun } from '../store/record/ingest.ts';

/** Who acts, and when. */
export interface Acting {
  /** ISO time */
  readonly at: string;
  readonly actor: string;
}

/** Who acts where nobody says so. */
export const UNNAMED = 'leeway';

/** Puts events into the ledger of a store, in the transaction that is open. */
export async function recordEvents(db: Database, events: readonly LedgerEvent[]): Promise<void> {
  await appendToLedger(db, events, { append: appendEntries, bodyText: canonicalJson });
}

/** One event a run: what it added, and which files that came from, by their digests. */
export async function recordIngest(
  db: Database,
  acting: Acting,
  { run, decisions, verdicts, quarantined, files }: IngestRun,
): Promise<void> {
  const body = { run, decisions, verdicts, quarantined, files: [...files] };
  await recordEvents(db, [{ ...acting, type: 'ingest.run', subject: '', body }]);
}

/** The same of counts that an engine made: how many decisions they speak of beyond those before, and which source that was. */
export async function recordPush(
  db: Database,
  acting: Acting,
  { run, added }: Replaced,
  { source }: Bounds,
): Promise<void> {
  if (run === null) return;
  const none = { added: 0, known: 0 };
  const decisions = { added, known: 0 };
  await recordIngest(db, acting, {
    ...{ run, decisions, verdicts: none, quarantined: 0, files: [source.replace(/^files /, '')] },
  });
}

/**
 * Says that something was forgotten and how much, and never who or which: what stands in the ledger can never be taken out.
 *
 * @param asked a time is no secret; of a decision or a reviewer only that it was one
 */
export async function recordForgetting(
  db: Database,
  acting: Acting,
  asked:
    | { readonly forgot: 'decision' | 'reviewer' }
    | { readonly forgot: 'decisions'; readonly before: string },
  { decisions, verdicts }: Forgotten,
): Promise<void> {
  await recordEvents(db, [
    { ...acting, type: 'rows.forgotten', subject: '', body: { ...asked, decisions, verdicts } },
  ]);
}
