import type { CurvePoint } from '../contracts/curve.ts';
import type { Held } from '../contracts/held.ts';
import type { Recommendation, Refusal, RefusalReason } from '../contracts/recommendation.ts';
import type { Certification } from './certify.ts';
import { actionWithout, speaksFor } from './held.ts';

/**
 * What a recommendation says where nothing is certified.
 *
 * @param searched what was searched, where chance alone may have brought that about
 */
export function nothing(
  refusal: Refusal,
  point: CurvePoint,
  { held }: { readonly held?: Held },
  searched: Certification | null = null,
) {
  const action = actionWithout(held, refusal.reason, searched !== null && speaksFor(held, searched));
  return {
    action,
    level: action === 'hold' && held !== undefined ? held.level : ('in-the-loop' as const),
    proposed: null,
    certified: null,
    certificate: null,
    limitedBy: [] as Recommendation['limitedBy'],
    refusal,
    pending: point.pending,
    naive: { risk: point.naiveRisk },
  };
}

export function refusalOf(reason: RefusalReason, point: CurvePoint): Refusal {
  return { reason, have: point.reviewed, need: null, best: null };
}
