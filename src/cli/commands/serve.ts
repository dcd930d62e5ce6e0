import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { readConfiguration } from '../../workflows/index.ts';
import { EXIT } from '../fail.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly db?: string;
  readonly config?: string;
  readonly host: string;
  readonly port: string;
}

/** What is acknowledged and not in the store yet may grow to this before senders are asked to wait. */
const MOST_SPOOLED_BYTES = 1_000_000_000;
const LINGER_MS = 1000;

const HELP = `
Takes decisions and verdicts over HTTP as JSON, JSON lines, CSV or Parquet. What
is answered is on disk, in the folder FILE.spool beside the store, and goes into
the store in the background; after a crash nothing is lost and nothing twice.
While it runs, the other commands reach the store with --url, and a browser sees
the console at its address.

Examples:
  leeway serve
  leeway serve --db /var/lib/leeway/leeway.duckdb --port 8080

Exit codes:
  0  ended by SIGTERM or SIGINT         2  wrong usage or configuration
  1  a fault                            3  the store cannot be opened`;

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('hold the store open, and take decisions and verdicts over HTTP')
    .option(...DB_OPTION)
    .option('--host <name>', 'where to listen, on this machine only', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0 takes any that is free', '7150')
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { path, actor } = storePlace(options.db);
  const port = wholeNumber('--port', options.port, 0);
  const configuration = readConfiguration(options.config ?? null);
  // Other commands need not load what serves.
  const { serve } = await import('../../http/serve.ts');
  const server = await serve({
    ...{ path, port, host: options.host },
    options: {
      configuration,
      clock: Date.now,
      mostSpooledBytes: MOST_SPOOLED_BYTES,
      lingerMs: LINGER_MS,
      actor,
    },
    tell: (error) => process.stderr.write(`leeway: ${visible(oneLine(error))}\n`),
  });
  const ended = signalled();
  await print(`${visible(path)} is served at ${server.url}\n`);
  await ended;
  await server.close();
  process.exitCode = EXIT.done;
}

/** Answers at the first signal to end; at the second the process ends at once, which is safe too. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal);
      process.once(signal, () => {
        process.once(signal, () => process.exit(EXIT.fault));
        resolve();
      });
    }
  });
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return process.env['LEEWAY_DEBUG'] === undefined ? (message.split('\n')[0] ?? '') : message;
}
