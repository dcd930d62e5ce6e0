import { type Refusal, refusalOf, SILENCE, STRANGE } from './refusal.ts';

/**
 * Something that the server can be asked. Its answer comes from the build that this page comes from, so that its shape
 * is not checked in full; but an answer without these parts is none.
 */
export interface Question<T extends object> {
  readonly path: string;
  readonly parts: readonly (keyof T & string)[];
}

export type Outcome<T> =
  | { readonly state: 'answered'; readonly value: T }
  | { readonly state: 'refused'; readonly refusal: Refusal };

/** Said to the whole page when the server does not know who asks (any more). */
export const UNKNOWN_CALLER = 'unknown-caller';

/** So long after something was sent from this page its answers must know of it. */
const NEWS_MS = 10_000;
let newsUntil = 0;

/** Says that something was sent which changes what is asked for: no answer from before it will do. */
export function expectNews(): void {
  newsUntil = performance.now() + NEWS_MS;
}

/** Asks once. The browser keeps what had an ETag, and asks with it whether that still holds. */
export async function ask<T extends object>(question: Question<T>, signal: AbortSignal): Promise<Outcome<T>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(question.path, {
      signal,
      // The server waits for the newest where it is asked for past all that is kept.
      cache: performance.now() < newsUntil ? 'reload' : 'no-cache',
      headers: { accept: 'application/json' },
    });
    body = await response.json().catch(() => null);
  } catch {
    return { state: 'refused', refusal: SILENCE };
  }
  if (response.status === 401) dispatchEvent(new Event(UNKNOWN_CALLER));
  if (!response.ok) return { state: 'refused', refusal: refusalOf(response.status, body) };
  return isAnswer(question, body)
    ? { state: 'answered', value: body }
    : { state: 'refused', refusal: STRANGE };
}

function isAnswer<T extends object>({ parts }: Question<T>, body: unknown): body is T {
  return typeof body === 'object' && body !== null && parts.every((part) => part in body);
}
