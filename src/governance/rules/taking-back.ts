import type { Authority } from '../../contracts/policy.ts';
import { type Objection, objectIf } from '../objection.ts';
import { isWithin } from '../reach.ts';

/** Rule G19: a narrowing only narrows, and so needs one person and no quorum. */
export function onlyNarrows(next: Authority, held: Authority | null): Objection | null {
  if (held === null)
    return { rule: 'G19', sentence: `${next.domain} has no authority that could be narrowed` };
  return objectIf(
    !isWithin(next, held),
    'G19',
    () =>
      `that would widen ${next.domain} in some respect; a narrowing only takes back: propose a promotion instead`,
  );
}
