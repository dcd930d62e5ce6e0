import type { Configuration } from '../../contracts/configuration.ts';
import type { CountsHeld, CountsReach, CountsTaken } from '../../contracts/counts.ts';
import { Problem } from '../../contracts/problem.ts';
import { Database } from '../../store/database.ts';
import { rulesDigest } from '../../store/kept/kept-state.ts';
import { packAnswers, unpackAnswers } from '../../store/pushed/carry-answers.ts';
import { checkAnswers } from '../../store/pushed/check-answers.ts';
import { decisionsBefore } from '../../store/pushed/keep-answers.ts';
import { readAnswers } from '../../store/pushed/read-answers.ts';
import type { Acting } from '../record-events.ts';
import { type Counting, reachOf, takeAnswers } from './counted-store.ts';

/** How a server is asked that has a store. */
export interface CountsServer {
  /** What it is called where something is refused. */
  readonly name: string;
  /** ISO time */
  readonly now: string;
  readonly held: (fromDay: number | null) => Promise<CountsHeld>;
  readonly give: (archive: AsyncIterable<Buffer>) => Promise<CountsTaken>;
}

/** A store behind a server: what was counted here is checked here, and once more there. */
export function countingBehind({ name, now, held, give }: CountsServer): Counting {
  return async (work) => {
    const db = await Database.open();
    let since: CountsReach | null = null;
    try {
      return await work({
        ...{ name, now, folder: db.scratch },
        reach: async (rules) => {
          const { reach, rules: own } = await held(null);
          if (own !== rules) throw otherRules(name);
          since = reach;
          return reach;
        },
        before: async (fromDay) => (await held(fromDay)).before,
        take: async ({ files, ...given }) => {
          await readAnswers(db, files);
          if ((await checkAnswers(db, given.fromDay === null ? 'all' : 'some')) === null) return null;
          return give(await packAnswers(db, { ...given, since }));
        },
      });
    } finally {
      db.close();
    }
  };
}

/** What a store that is served has of counts, for who is going to count. */
export async function countsHeld(
  db: Database,
  configuration: Configuration,
  fromDay: number | null,
): Promise<CountsHeld> {
  const reach = await reachOf(db);
  return { rules: rulesDigest(configuration), reach, before: await decisionsBefore(db, fromDay) };
}

/**
 * Takes counts that `countingBehind` sends, once all of them have come.
 *
 * @param folder that is there, and empty
 * @param write has the work done on the only connection that writes
 * @throws Problem input-refused: they are damaged or contradict one another; configuration: they were counted by other rules;
 * check-failed: the store had other counts when they were counted
 */
export async function receiveCounts(
  archive: AsyncIterable<Buffer>,
  folder: string,
  write: <T>(work: (db: Database, acting: Acting, configuration: Configuration) => Promise<T>) => Promise<T>,
): Promise<CountsTaken> {
  const { given, files } = await unpackAnswers(archive, folder);
  return write(async (db, acting, configuration) => {
    if (given.rules !== rulesDigest(configuration)) throw otherRules('this store');
    if (JSON.stringify(await reachOf(db)) !== JSON.stringify(given.since))
      throw new Problem('check-failed', 'the store has other counts meanwhile; count again');
    const taken = await takeAnswers(db, acting, { ...given, files });
    if (taken === null) throw new Problem('input-refused', 'the counts: no decision is counted in them');
    return taken;
  });
}

function otherRules(place: string): Problem {
  return new Problem(
    'configuration',
    `${place}: is read by other rules than those of leeway.yaml here, and would count in another way; give its file with --config`,
  );
}
