import type { Policy } from '../contracts/policy.ts';
import type { SliceName } from '../contracts/slice.ts';
import { isText } from './unchecked.ts';

/** Value of a decision without one, as in the record (`NO_VALUE` of the contracts). */
const NO_VALUE = '(none)';
/** Value of the slice of all values that are none by themselves (`OTHER_VALUES`). */
const OTHER_VALUES = '(other)';

/**
 * Whether a decision has a value that always goes to a person. The name of a column is read in any case, as the record
 * reads it, and an empty value is none; what is no text goes to a person.
 *
 * Which values the slice of all others held the evidence has settled, and no decision shows it: where that slice is
 * excluded, a value passes only if the policy names it among those that are `included`.
 */
export function isExcluded({ excluded, included = [] }: Policy, segments: object): boolean {
  // A Map, say, would show none of its values.
  if (segments.constructor !== Object) return excluded.length > 0;
  return excluded.some(({ column, value }) =>
    valuesIn(segments, column).some((own) => {
      const isNamed = (one: SliceName): boolean => one.column === column && one.value === own;
      return !isText(own) || own === value || (value === OTHER_VALUES && !included.some(isNamed));
    }),
  );
}

function valuesIn(segments: object, column: string): unknown[] {
  const isAlike = (name: string): boolean => name.trim().toLowerCase() === column.toLowerCase();
  const own = Object.entries(segments).flatMap(([name, value]) => (isAlike(name) ? [value] : []));
  return (own.length > 0 ? own : [null]).map((value) =>
    value === null || value === undefined || value === '' ? NO_VALUE : value,
  );
}
