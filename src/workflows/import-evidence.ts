import type { Configuration } from '../contracts/configuration.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import { rulesDigest } from '../store/kept/kept-state.ts';
import { checkAnswers } from '../store/pushed/check-answers.ts';
import { keepAnswers, type Replaced } from '../store/pushed/keep-answers.ts';
import { refuseRows } from '../store/pushed/pushed-state.ts';
import { readAnswers } from '../store/pushed/read-answers.ts';
import { refuseRules } from '../warehouse/written-statements.ts';
import { type Acting, recordPush, UNNAMED } from './record-events.ts';
import { withCountedStore } from './with-counted-store.ts';
import type { StorePlace } from './with-store.ts';

/** What an engine answered, in files. */
export interface ImportRequest {
  readonly files: readonly string[];
  readonly configuration: Configuration;
}

/**
 * Takes what an engine answered to the statements of `leeway evidence sql`, all of it or nothing: it stands in the place of what was
 * taken before.
 *
 * @throws Problem input-refused: an answer that is missing, damaged or of another time, or a store that holds decisions;
 * configuration: statements that were written under other rules
 */
export async function importEvidence(place: StorePlace, request: ImportRequest): Promise<Replaced> {
  refuseRules(request.configuration);
  return withCountedStore(place, async (db) => {
    await refuseRows(db);
    try {
      await readAnswers(db, request.files);
      return await takeAll(db, { at: place.now, actor: place.actor ?? UNNAMED }, request);
    } finally {
      await db.dropTemporary();
    }
  });
}

async function takeAll(
  db: Database,
  acting: Acting,
  { files, configuration }: ImportRequest,
): Promise<Replaced> {
  const bounds = await checkAnswers(db, 'all');
  if (bounds === null)
    throw new Problem(
      'input-refused',
      `${files.join(', ')}: no decision is counted in it; run the statements again`,
    );
  if (bounds.rules !== rulesDigest(configuration))
    throw new Problem(
      'configuration',
      'leeway.yaml: these rules are others than those under which the statements were written; write them again with leeway evidence sql, and run them',
    );
  return db.transaction(async () => {
    // Whoever pulls later asks for all of it: what came in files has parts that nobody may know.
    const own = { ...bounds, source: `files ${bounds.source}` };
    const replaced = await keepAnswers(db, {
      ...{ bounds: own, partDays: 1, fromDay: null, attached: null, at: acting.at },
    });
    await recordPush(db, acting, replaced, own);
    return replaced;
  });
}
