import type { Configuration } from '../contracts/configuration.ts';
import type { Forgetting, Forgotten } from '../contracts/forgetting.ts';
import type { Database } from '../store/database.ts';
import { forgetBefore, forgetDecision, forgetReviewer } from '../store/record/forget.ts';
import { type Acting, recordForgetting, UNNAMED } from './record-events.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Removes from a store what must not be kept, or gives it another name; what the record says of each domain stays.
 *
 * @param rules by which decisions are counted: asked for where those of before a time are forgotten
 * @throws Problem input-refused: there is no such store, or another process has it; usage: the time is too young
 */
export async function forget(
  place: StorePlace,
  asked: Forgetting,
  rules: () => Configuration,
): Promise<Forgotten> {
  const { now: at, actor = UNNAMED } = place;
  return withStore(place, (db) => forgetIn(db, { at, actor }, asked, rules));
}

/**
 * The same in a store that is open.
 *
 * @param db the only connection that writes
 * @throws Problem usage: the time is too young
 */
export async function forgetIn(
  db: Database,
  acting: Acting,
  { before, decision, reviewer = '' }: Forgetting,
  rules: () => Configuration,
): Promise<Forgotten> {
  const record = (what: Parameters<typeof recordForgetting>[2]) => (forgotten: Forgotten) =>
    recordForgetting(db, acting, what, forgotten);
  if (before !== undefined)
    return forgetBefore(db, before, rules(), acting.at, record({ forgot: 'decisions', before }));
  return decision === undefined
    ? forgetReviewer(db, reviewer, acting.at, record({ forgot: 'reviewer' }))
    : forgetDecision(db, decision, acting.at, record({ forgot: 'decision' }));
}
