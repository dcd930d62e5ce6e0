import type { Configuration } from '../contracts/configuration.ts';
import { type Forgotten, forgetBefore, forgetDecision, forgetReviewer } from '../store/record/forget.ts';
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
  return withStore(place, async (db) => {
    if ('before' in request) return forgetBefore(db, request.before, request.configuration, place.now);
    return 'decision' in request
      ? forgetDecision(db, request.decision, place.now)
      : forgetReviewer(db, request.reviewer, place.now);
  });
}
