import { type Outcome, UNKNOWN_CALLER } from './ask.ts';
import { type Refusal, sendingRefused, UNHEARD } from './refusal.ts';

/**
 * Sends something that changes something. What it answers is asked for again where it is shown, so that it is not looked
 * at here.
 */
export async function send(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Outcome<object>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    answer = await response.json().catch(() => null);
  } catch {
    return refused(UNHEARD);
  }
  if (response.status === 401 && path !== '/v1/session') dispatchEvent(new Event(UNKNOWN_CALLER));
  if (!response.ok) return refused(sendingRefused(response.status, answer));
  return { state: 'answered', value: typeof answer === 'object' && answer !== null ? answer : {} };
}

function refused(refusal: Refusal): { readonly state: 'refused'; readonly refusal: Refusal } {
  return { state: 'refused', refusal };
}
