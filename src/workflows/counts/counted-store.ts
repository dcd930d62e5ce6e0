import type { CountsGiven, CountsHeld, CountsReach, CountsTaken } from '../../contracts/counts.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../../store/database.ts';
import { checkAnswers, refusedAnswers } from '../../store/pushed/check-answers.ts';
import { decisionsBefore, keepAnswers } from '../../store/pushed/keep-answers.ts';
import { pushedState, refuseRows } from '../../store/pushed/pushed-state.ts';
import { readAnswers } from '../../store/pushed/read-answers.ts';
import { type Acting, recordPush, UNNAMED } from '../record-events.ts';
import { unlessServed } from '../unless-served.ts';
import { type StorePlace, withStore } from '../with-store.ts';

/** Answers to statements, and what they stand for. */
export interface Answers extends Omit<CountsGiven, 'since'> {
  readonly files: readonly string[];
}

/** A store that takes counts, here or behind a server. */
export interface CountedStore {
  /** What it is called where something is refused. */
  readonly name: string;
  /** ISO time */
  readonly now: string;
  /** A folder for answers, which is gone afterwards. */
  readonly folder: string;
  /**
   * How far its counts reach; null where it has none.
   *
   * @param rules digest of those by which is going to be counted
   * @throws Problem input-refused: it holds decisions; configuration: it is read by other rules
   */
  reach(rules: string): Promise<CountsReach | null>;
  /** Decisions of each record before a day since 1970. */
  before(fromDay: number): Promise<CountsHeld['before']>;
  /**
   * Puts answers in the place of what it has of their days.
   *
   * @returns null where no decision is counted in them
   * @throws Problem input-refused: they contradict one another; configuration: they were counted by other rules
   */
  take(answers: Answers): Promise<CountsTaken | null>;
}

/** Opens such a store, does something with it, and closes it whatever comes of that. */
export type Counting = <T>(work: (store: CountedStore) => Promise<T>) => Promise<T>;

/**
 * A store on this machine that no process has open.
 *
 * @throws Problem input-refused: a server has it; else as `withStore`
 */
export function countingIn(place: StorePlace): Counting {
  const { path: name, now, actor = UNNAMED } = place;
  return (work) =>
    unlessServed(
      name,
      (url) => `; give it the counts with --url ${url}`,
      () =>
        withStore(place, async (db) => {
          try {
            return await work({
              ...{ name, now, folder: db.scratch },
              reach: () => reachOf(db),
              before: (fromDay) => decisionsBefore(db, fromDay),
              take: (answers) => takeAnswers(db, { at: now, actor }, answers),
            });
          } finally {
            await db.dropTemporary();
          }
        }),
    );
}

/** @throws Problem input-refused: the store holds decisions */
export async function reachOf(db: Database): Promise<CountsReach | null> {
  await refuseRows(db);
  return pushedState(db);
}

/**
 * Puts answers in the place of what a store has of their days, in one transaction.
 *
 * @returns null where no decision is counted in them
 * @throws Problem input-refused: they contradict one another; configuration: they were counted by other rules
 */
export async function takeAnswers(
  db: Database,
  acting: Acting,
  answers: Answers,
): Promise<CountsTaken | null> {
  const { files, fromDay, partDays, attached, isImported } = answers;
  await readAnswers(db, files);
  const found = await checkAnswers(db, fromDay === null ? 'all' : 'some');
  if (found === null) return null;
  if (found.rules !== answers.rules)
    throw new Problem(
      'configuration',
      'leeway.yaml: these rules are others than those under which the statements were written; write them again with leeway evidence sql, and run them',
    );
  // Whoever pulls later asks for all of it: what came in files has parts that nobody may know.
  const bounds = isImported ? { ...found, source: `files ${found.source}` } : found;
  const refused = await refusedAnswers(db);
  return db.transaction(async () => {
    const kept = await keepAnswers(db, { bounds, partDays, fromDay, attached, at: acting.at });
    await recordPush(db, acting, kept, bounds);
    return { ...kept, asOf: bounds.asOf, refused };
  });
}
