import type { Configuration } from '../contracts/configuration.ts';
import { type Forgotten, forgetBefore, forgetDecision, forgetReviewer } from '../store/record/forget.ts';
import { recordForgetting, UNNAMED } from './record-events.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** What is to be forgotten: all decisions of before a time (ISO), one decision, or who a reviewer is. */
export type ForgetRequest =
  | { readonly before: string; readonly configuration: Configuration }
  | { readonly decision: string }
  | { readonly reviewer: string };

/**
 * Removes from a store what must not be kept, or gives it another name; what the record says of each domain stays.
 *
 * @throws Problem input-refused: there is no such store, or another process has it; usage: the time is too young
 */
export async function forget(place: StorePlace, request: ForgetRequest): Promise<Forgotten> {
  const { now, actor = UNNAMED } = place;
  return withStore(place, async (db) => {
    const record = (asked: Parameters<typeof recordForgetting>[2]) => (forgotten: Forgotten) =>
      recordForgetting(db, { at: now, actor }, asked, forgotten);
    if ('before' in request) {
      const { before, configuration } = request;
      return forgetBefore(db, before, configuration, now, record({ forgot: 'decisions', before }));
    }
    return 'decision' in request
      ? forgetDecision(db, request.decision, now, record({ forgot: 'decision' }))
      : forgetReviewer(db, request.reviewer, now, record({ forgot: 'reviewer' }));
  });
}
