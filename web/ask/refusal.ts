/** Why there is no answer, in the words of a page: what happened, what is safe, and what to try. */
export interface Refusal {
  /** Status of the answer; null where none came. */
  readonly status: number | null;
  readonly what: string;
  readonly safe: string;
  readonly next: string;
  /** It has no decisions yet. */
  readonly isEmpty?: boolean;
  /** Every rule that stands in the way, by its number in docs/rules.md. */
  readonly objections?: readonly { readonly rule: string; readonly sentence: string }[];
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

/** Statuses of answers that say themselves what would do. */
const SAYS_IT_ALL: readonly number[] = [400, 403, 409, 413, 415, 422];

/** What a server refused to do. */
export function sendingRefused(status: number, body: unknown): Refusal {
  const what = detailIn(body) ?? `The server answered with status ${status}, and did not say why.`;
  return {
    ...{ status, what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`, safe: 'Nothing was changed.' },
    next: SAYS_IT_ALL.includes(status) ? '' : nextAfter(status),
    objections: objectionsIn(body),
  };
}

/** Nobody answered to something that was sent. */
export const UNHEARD: Refusal = {
  status: null,
  what: 'The server does not answer.',
  safe: 'Whether it was done is not known.',
  next: 'Load the page anew once the server runs again: it shows how things stand.',
};

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

function objectionsIn(body: unknown): { readonly rule: string; readonly sentence: string }[] {
  const list = partOf(partOf(body, 'details'), 'objections');
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const [rule, sentence] = [partOf(one, 'rule'), partOf(one, 'sentence')];
    return typeof rule === 'string' && typeof sentence === 'string' ? [{ rule, sentence }] : [];
  });
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
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
