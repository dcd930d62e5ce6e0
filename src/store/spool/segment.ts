import { join } from 'node:path';
import type { Frame } from './frame.ts';

/** What the bodies of a segment hold: `rows` are files whose columns say it. */
const SPOOL_KINDS = ['decisions', 'verdicts', 'rows'] as const;
export type SpoolKind = (typeof SPOOL_KINDS)[number];

/** Bodies that came in and are not in the store yet: a file, and an index beside it. */
export interface Segment {
  /** Unique in all of a spool's life, and growing. */
  readonly number: number;
  readonly kind: SpoolKind;
  readonly path: string;
  readonly frames: readonly Frame[];
}

/** Ending of segments that many bodies of JSON lines share. */
export const SHARED = 'jsonl';

const NAME = /^(decisions|verdicts|rows)-(\d{13,})\.([a-z]+)$/;

/** The file name of a segment; in quarantine it tells what came in, and when. */
export function segmentPath(folder: string, kind: SpoolKind, number: number, ending: string): string {
  return join(folder, `${kind}-${number}.${ending}`);
}

/** Where the index of a segment stands. */
export function indexPath(path: string): string {
  return `${path}.index`;
}

/** The kind and number that a file name tells; null where it is no segment's. */
export function segmentName(name: string): { readonly kind: SpoolKind; readonly number: number } | null {
  const [, kind, number] = NAME.exec(name) ?? [];
  const known = SPOOL_KINDS.find((one) => one === kind);
  return known === undefined ? null : { kind: known, number: Number(number) };
}

/** How the sender calls one body of a segment. */
export function requestId(number: number, place: number): string {
  return `${number}-${place}`;
}

/** Bytes of all bodies of a segment. */
export function segmentBytes({ frames }: Pick<Segment, 'frames'>): number {
  return frames.at(-1)?.to ?? 0;
}
