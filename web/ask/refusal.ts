/** Why there is no answer, in the words of a page: what happened, what is safe, and what to try. */
export interface Refusal {
  /** Status of the answer; null where none came. */
  readonly status: number | null;
  readonly what: string;
  readonly safe: string;
  readonly next: string;
  /** It has no decisions yet. */
  readonly isEmpty?: boolean;
}

const READ_ONLY = 'Nothing was changed: this page only reads.';

/** What a server refused (RFC 9457), or another answer that is no answer. */
export function refusalOf(status: number, body: unknown): Refusal {
  const what = detailIn(body) ?? `It answered with status ${status}, and did not say why.`;
  return {
    ...{ status, what: `The server says: ${what}`, safe: READ_ONLY, next: nextAfter(status) },
    isEmpty: saysEmpty(body),
  };
}

/** Nobody answered. */
export const SILENCE: Refusal = {
  status: null,
  what: 'The server does not answer.',
  safe: READ_ONLY,
  next: 'See whether leeway serve still runs and this machine reaches it, then try again.',
};

/** Somebody answered, and it was not this server, or not this version of it. */
export const STRANGE: Refusal = {
  status: null,
  what: 'The answer is not one that this page knows how to read.',
  safe: READ_ONLY,
  next: 'Load the page anew: the server may have been updated since.',
};

function detailIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('detail' in body)) return null;
  if (typeof body.detail !== 'string' || body.detail === '') return null;
  return /[.!?]$/.test(body.detail) ? body.detail : `${body.detail}.`;
}

/** A store without decisions says so in the details of its problem. */
function saysEmpty(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('details' in body)) return false;
  const { details } = body;
  return typeof details === 'object' && details !== null && 'decisions' in details && details.decisions === 0;
}

function nextAfter(status: number): string {
  if (status === 401 || status === 403) return 'Ask whoever runs this server for access.';
  if (status === 404) return 'Check the address, or go back to all domains.';
  if (status === 429 || status === 503) return 'The server is busy. Try again in a few seconds.';
  if (status >= 500) return 'Try again; if it stays so, leeway doctor says how the store is.';
  return 'Change what the address asks for, and try again.';
}
