import { existsSync, statSync } from 'node:fs';
import type { Configuration } from '../contracts/configuration.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { StoreReport } from '../contracts/store-report.ts';
import type { Database } from '../store/database.ts';
import { keepingSlices } from '../store/evidence/slice-values.ts';
import { recountEvidence } from '../store/kept/recount-evidence.ts';
import { refreshEvidence } from '../store/kept/refresh-evidence.ts';
import type { QuarantinedRule } from '../store/reading/quarantine.ts';
import { writeQuarantine } from '../store/reading/quarantine.ts';
import { checkRecord, recordSizes } from '../store/record/examine-record.ts';
import { keepPrivacy } from '../store/record/forgettings.ts';
import { type IngestAnswer, ingest } from '../store/record/ingest.ts';
import { NEWEST_VERSION } from '../store/record/migrations.ts';
import { readEveryValue } from '../store/record/read-every-value.ts';
import { wholeOrNothing } from '../store/record/whole-or-nothing.ts';
import { answerAgain } from './ask-record.ts';
import { checkLedger } from './check-ledger.ts';
import { openerForStore, recognised } from './open-files.ts';
import { recordIngest, UNNAMED } from './record-events.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Makes an empty store, whole or not at all.
 *
 * @param privacy salt of the names that it hashes, random; whether that is those of all reviewers
 * @throws Problem usage: there is something at its place already
 */
export async function initStore(
  place: StorePlace,
  privacy: { readonly salt: string; readonly hashReviewers: boolean },
): Promise<void> {
  if (existsSync(place.path))
    throw new Problem(
      'usage',
      `${place.path}: exists already; name another place with --db, or use it as it is`,
    );
  await wholeOrNothing(place.path, async (path) => {
    await withStore({ ...place, path }, (db) => keepPrivacy(db, privacy.salt, privacy.hashReviewers), true);
    return { answer: null, written: [path] };
  });
}

/** What is to go into a store. */
export interface IngestRequest {
  /** Files, folders, globs, `-` for standard input. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly configuration: Configuration;
  /** Told of the rows that break a rule before anything is added: what it throws leaves the store as it was. */
  readonly beforeAdding: (quarantined: readonly QuarantinedRule[]) => void;
  /** Where to write the refused rows; null means nowhere but into the store. */
  readonly quarantineFile: string | null;
}

/**
 * Adds files to a store.
 *
 * @throws Problem input-refused: there is no such store, another process has it, or a file cannot be read
 */
export async function ingestFiles(place: StorePlace, request: IngestRequest): Promise<IngestAnswer> {
  return withStore(place, async (db) => {
    const mapping = keepingSlices(request.mapping, request.configuration);
    const answer = await recognised(mapping, () =>
      ingest(db, request.files, mapping, {
        at: place.now,
        beforeAdding: request.beforeAdding,
        record: (run) => recordIngest(db, { at: place.now, actor: place.actor ?? UNNAMED }, run),
        open: openerForStore(mapping, request.configuration),
      }),
    );
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    await refreshEvidence(db, request.configuration);
    await answerAgain(db, place.code ?? null, request.configuration);
    return answer;
  });
}

/**
 * Looks a store over: how much is in it, and whether all that must hold does.
 *
 * @param request with `recount` the counts are made again from the rows first
 */
export async function examineStore(
  place: StorePlace,
  { configuration, recount }: { readonly configuration: Configuration; readonly recount: boolean },
): Promise<StoreReport> {
  return withStore(place, async (db) => {
    if (recount) await recountEvidence(db, configuration);
    return examineRecord(db, place.path, configuration);
  });
}

/** The same on a store that is open. */
export async function examineRecord(
  db: Database,
  path: string,
  configuration: Configuration,
): Promise<StoreReport> {
  await readEveryValue(db);
  const [sizes, checks] = [
    await recordSizes(db),
    [...(await checkRecord(db, configuration)), await checkLedger(db)],
  ];
  const waiting = `${path}.wal`;
  const bytes = statSync(path).size + (existsSync(waiting) ? statSync(waiting).size : 0);
  return { version: NEWEST_VERSION, bytes, ...sizes, checks };
}

/** Makes the counts of a store that is open again, from its rows. @param db the only connection that writes */
export async function recountRecord(db: Database, configuration: Configuration): Promise<void> {
  await recountEvidence(db, configuration);
}
