import type { IngestStatus } from '../../src/contracts/ingest-status.ts';
import { UNKNOWN_CALLER } from '../ask/ask.ts';
import { type Refusal, STRANGE, sendingRefused, UNHEARD } from '../ask/refusal.ts';

/** What became of a file that was sent. */
export type UploadOutcome =
  | { readonly state: 'taken'; readonly status: IngestStatus }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'cancelled' };

export interface Upload {
  readonly outcome: Promise<UploadOutcome>;
  /** Breaks off what is still being sent; a file that came in half is not kept. */
  readonly cancel: () => void;
}

/**
 * Sends a file as it is, and waits until it is in the store. Its format is told by its first bytes, and it goes to disk as it
 * comes. `fetch` would not say how much of it is sent.
 *
 * @param onSent hears how much of it is sent, from 0 to 1
 */
export function upload(path: string, file: File, onSent: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onSent(total === 0 ? 0 : loaded / total),
    );
    request.upload.addEventListener('load', () => onSent(1));
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    request.addEventListener('error', () => resolve({ state: 'refused', refusal: UNHEARD }));
    request.addEventListener('abort', () => resolve({ state: 'cancelled' }));
  });
  request.open('POST', `${path}?wait=true`);
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.send(file);
  return { outcome, cancel: () => request.abort() };
}

function outcomeOf({ status, responseText }: XMLHttpRequest): UploadOutcome {
  if (status === 401) dispatchEvent(new Event(UNKNOWN_CALLER));
  const body = parsed(responseText);
  if (status !== 200 && status !== 202) return { state: 'refused', refusal: sendingRefused(status, body) };
  return isStatus(body) ? { state: 'taken', status: body } : { state: 'refused', refusal: STRANGE };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The answer comes from the build that this page comes from: its parts tell that it is one. */
function isStatus(body: unknown): body is IngestStatus {
  return (
    typeof body === 'object' &&
    body !== null &&
    ['id', 'status', 'summary', 'quarantined'].every((part) => part in body)
  );
}
