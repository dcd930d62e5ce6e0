import type { Where } from './server-url.ts';

/** Options of every command that decides something. */
export interface GovernOptions extends Where {
  readonly config?: string;
  readonly as?: string;
  readonly asOf?: string;
}

export const AS_OPTION = [
  '--as <user>',
  'who acts, as leeway.yaml names people (default: LEEWAY_AS)',
] as const;
export const CONFIG_OPTION = [
  '--config <file>',
  'rules and people (default: leeway.yaml, where there is one)',
] as const;
export const AS_OF_OPTION = ['--as-of <time>', 'judge the evidence as of this time (default: now)'] as const;
