import type { Command } from 'commander';
import { Problem } from '../contracts/problem.ts';
import { DurationMs } from '../contracts/time.ts';
import { count, counted } from '../reports/figures.ts';
import type { PulledEvidence } from '../workflows/pull-evidence.ts';
import { instant } from './instant.ts';
import { configurationOf } from './limits.ts';
import { print } from './screen.ts';
import { URL_OPTION, type Where } from './server-url.ts';
import { DB_OPTION } from './store-place.ts';
import { untilSignalled } from './until-signalled.ts';
import { wholeNumber } from './whole-number.ts';

/** What commands that count decisions where they are have in common. */
export interface CountOptions extends Where {
  readonly config?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly timeout: string;
  readonly atOnce: string;
  readonly format: 'table' | 'json';
  readonly quiet?: boolean;
}

/** Adds their options to a command. */
export function countOptions(command: Command): Command {
  return command
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--config <file>', 'the rules to count by (default: leeway.yaml, where there is one)')
    .option('--until <time>', 'nothing later counts (default: the newest time)')
    .option('--all', 'ask for all days again')
    .option('--timeout <duration>', 'how long one statement may take, such as 30m', '30m')
    .option('--at-once <decisions>', 'decisions that one statement counts at most', '500000000')
    .addOption(
      command.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--quiet', 'print results only')
    .helpOption('-h, --help', 'print this help');
}

/** What the options ask for. */
export function countRequest(options: CountOptions) {
  return {
    timeoutMs: timeoutMs(options.timeout),
    configuration: configurationOf(options),
    until: options.until === undefined ? null : instant('--until', options.until),
    all: options.all === true,
    atOnce: wholeNumber('--at-once', options.atOnce, 1),
    tell: (sentence: string) => {
      if (options.quiet !== true) process.stderr.write(`${sentence}\n`);
    },
  };
}

/** Runs the work until it is done or a signal stops it, and prints what came of it. */
export async function printCounted(
  { format }: CountOptions,
  work: (signal: AbortSignal) => Promise<PulledEvidence>,
): Promise<void> {
  const pulled = await untilSignalled(work);
  await print(format === 'json' ? `${JSON.stringify(pulled, null, 2)}\n` : told(pulled));
}

function timeoutMs(text: string): number {
  const parsed = DurationMs.safeParse(text);
  if (parsed.success && parsed.data > 0) return parsed.data;
  // Tests, and those who are curious, have no minute.
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1];
  if (seconds !== undefined && Number(seconds) > 0) return Number(seconds) * 1000;
  throw new Problem('usage', `--timeout ${text}: is not a duration, for example 90s, 30m or 2h`);
}

function told({ run, cells, decisions, asOf, from, bytes }: PulledEvidence): string {
  const since = from === null ? '' : ` since ${from.slice(0, 10)}`;
  const came = `${count(cells)} cells${since} in ${count(Math.ceil(bytes / 1000))} kB`;
  return run === null
    ? `nothing has changed (${came})\n`
    : `${counted(decisions, 'decision')} up to ${asOf}: ${came}\n`;
}
