import { existsSync, statSync } from 'node:fs';
import type { Configuration } from '../contracts/configuration.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import type { StoreReport } from '../contracts/store-report.ts';
import { keepingSlices } from '../store/evidence/slice-values.ts';
import type { QuarantinedRule } from '../store/reading/quarantine.ts';
import { writeQuarantine } from '../store/reading/quarantine.ts';
import { checkRecord, recordSizes } from '../store/record/examine-record.ts';
import { type IngestAnswer, ingest } from '../store/record/ingest.ts';
import { NEWEST_VERSION } from '../store/record/migrations.ts';
import { readEveryValue } from '../store/record/read-every-value.ts';
import { readRecord } from '../store/record/read-record.ts';
import { wholeOrNothing } from '../store/record/whole-or-nothing.ts';
import { recommendOn } from './recommend-on.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Makes an empty store, whole or not at all.
 *
 * @throws Problem usage: there is something at its place already
 */
export async function initStore(place: StorePlace): Promise<void> {
  if (existsSync(place.path))
    throw new Problem(
      'usage',
      `${place.path}: exists already; name another place with --db, or use it as it is`,
    );
  await wholeOrNothing(place.path, async (path) => {
    await withStore({ ...place, path }, async () => {}, true);
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
    const answer = await ingest(db, request.files, mapping, {
      at: place.now,
      beforeAdding: request.beforeAdding,
    });
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    return answer;
  });
}

/**
 * Recommends on what is in a store: the same as on the files that went into it.
 *
 * @throws Problem input-refused: there is no such store, another process has it, or nothing is in it
 */
export async function recommendFromStore(
  place: StorePlace,
  request: {
    readonly configuration: Configuration;
    readonly asOf: string | null;
    readonly firstLook: boolean;
  },
): Promise<RecommendationReport> {
  const { configuration } = request;
  return withStore(place, async (db) => {
    const history = await readRecord(db, configuration, request.asOf);
    return recommendOn(db, history, configuration, request.firstLook);
  });
}

/** Looks a store over: how much is in it, and whether all that must hold does. */
export async function examineStore(place: StorePlace): Promise<StoreReport> {
  return withStore(place, async (db) => {
    await readEveryValue(db);
    const [sizes, checks] = [await recordSizes(db), await checkRecord(db)];
    const waiting = `${place.path}.wal`;
    const bytes = statSync(place.path).size + (existsSync(waiting) ? statSync(waiting).size : 0);
    return { version: NEWEST_VERSION, bytes, ...sizes, checks };
  });
}
