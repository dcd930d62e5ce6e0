import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { DurationMs } from '../../contracts/time.ts';
import { count, counted } from '../../reports/figures.ts';
import { type PulledEvidence, pullEvidence, readWarehouse } from '../../workflows/index.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly db?: string;
  readonly source: string;
  readonly config?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly timeout: string;
  readonly atOnce: string;
  readonly format: 'table' | 'json';
  readonly quiet?: boolean;
}

const HELP = `
LEEWAY_SOURCE_URL names the engine and its user: http://user@host:8123/database
(or https) for ClickHouse, postgres://user@host/database for PostgreSQL;
LEEWAY_SOURCE_PASSWORD has the password. Neither is kept or shown. The engine
is only read, and only days that may have changed are asked for again. Ctrl-C
cancels the statement on the server and leaves the store as it was.

Examples:
  leeway evidence pull --source warehouse.yaml
  leeway evidence pull --source warehouse.yaml --until 2026-06-01 --timeout 2h

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  refused: the engine, its answers or the store`;

export function evidencePullCommand(evidence: Command): void {
  evidence
    .command('pull')
    .description('have ClickHouse or PostgreSQL count decisions, and take the counts')
    .requiredOption('--source <file>', 'YAML that says where decisions and verdicts are, and their columns')
    .option(...DB_OPTION)
    .option('--config <file>', 'the rules to count by (default: leeway.yaml, where there is one)')
    .option('--until <time>', 'nothing later counts (default: the newest time)')
    .option('--all', 'ask for all days again')
    .option('--timeout <duration>', 'how long one statement may take, such as 30m', '30m')
    .option('--at-once <decisions>', 'decisions that one statement counts at most', '500000000')
    .addOption(
      evidence.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--quiet', 'print results only')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const pulled = await untilSignalled((signal) => run(options, signal));
      await print(options.format === 'json' ? `${JSON.stringify(pulled, null, 2)}\n` : told(pulled));
    });
}

function run(options: Options, signal: AbortSignal): Promise<PulledEvidence> {
  return pullEvidence(storePlace(options.db), {
    connection: {
      url: sourceUrl(),
      password: process.env['LEEWAY_SOURCE_PASSWORD'] ?? null,
      timeoutMs: timeoutMs(options.timeout),
      signal,
    },
    warehouse: readWarehouse(options.source),
    configuration: configurationOf(options),
    until: options.until === undefined ? null : instant('--until', options.until),
    all: options.all === true,
    atOnce: wholeNumber('--at-once', options.atOnce, 1),
    tell: (sentence) => {
      if (options.quiet !== true) process.stderr.write(`${sentence}\n`);
    },
  });
}

/** Ctrl-C, or the end that a service manager asks for, stops the work in good order. */
async function untilSignalled<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
  }
}

/** What is wrong with the URL is said without it: it may hold a password. */
function sourceUrl(): URL {
  const text = process.env['LEEWAY_SOURCE_URL'] ?? '';
  if (text === '')
    throw new Problem(
      'usage',
      'LEEWAY_SOURCE_URL: not set; give the engine, for example http://reader@127.0.0.1:8123/default',
    );
  if (!URL.canParse(text))
    throw new Problem(
      'usage',
      'LEEWAY_SOURCE_URL: is no URL; for example http://reader@127.0.0.1:8123/default',
    );
  return new URL(text);
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
