import { Problem } from '../contracts/problem.ts';

/** What a schema answers: the value in its one form, or what is wrong with it. */
interface Schema<T> {
  readonly safeParse: (value: unknown) =>
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] };
      };
}

/**
 * A value in the one form in which it is kept: times in UTC, numbers that JSON can say.
 *
 * @param about what the value is about, for the sentence
 * @throws Problem usage: the first thing that is wrong with it, with its path
 */
export function understood<T>(schema: Schema<T>, value: unknown, about: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new Problem('usage', `${about}: ${place}${issue?.message ?? 'is not understood'}`);
}
