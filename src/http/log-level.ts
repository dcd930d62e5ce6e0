import type { Writable } from 'node:stream';

export const LOG_LEVELS = ['info', 'warn', 'error'] as const;

/** Where one line of JSON a request goes, and which of them. */
export interface RequestLog {
  readonly level: (typeof LOG_LEVELS)[number];
  readonly to: Writable;
}
