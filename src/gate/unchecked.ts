/** Something that should be a T, and of which nothing is known yet. */
export type Unchecked<T> = { readonly [K in keyof T]?: unknown };

/** The fields of what should be an object; none where it is not one. */
export function fieldsOf<T>(value: unknown): Unchecked<T> {
  return Object(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The record takes no larger amount either. */
const MOST = 1e13;

/** Whether it is a number of 0 or more, and at most that. */
export function isNumber(value: unknown, most = MOST): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

/** Whether it is a list of which every element is one of these. */
export function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

/** An RFC 3339 time with its offset, in milliseconds since 1970; NaN for anything else. */
export function momentOf(value: unknown): number {
  const [text, day, date] = /^(\d{4}-\d\d-(\d\d))T.+(?:Z|[+-]\d\d:\d\d)$/.exec(`${value}`) ?? [];
  // Date.parse takes February 31 for March 3.
  return Date.parse(`${new Date(`${day}`).getUTCDate() === Number(date) && text}`);
}
