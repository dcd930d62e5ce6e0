import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { DurationMs } from '../../contracts/time.ts';
import { LOG_LEVELS } from '../../http/log-level.ts';
import { visible } from '../../reports/figures.ts';
import { readConfigurationFile } from '../../workflows/read-settings.ts';
import { codeDigest } from '../code-digest.ts';
import { packageVersion } from '../package-version.ts';
import { SERVED, serveUntilSignalled } from '../serve-until-signalled.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly db?: string;
  readonly config?: string;
  readonly host: string;
  readonly port: string;
  readonly publicUrl?: string;
  readonly readOnly?: true;
  readonly writer?: string;
  readonly snapshot?: string;
  readonly snapshotEvery: string;
  readonly log?: (typeof LOG_LEVELS)[number];
}

const HELP = `
Takes decisions and verdicts over HTTP as JSON, JSON lines, CSV or Parquet. What
is answered is on disk, in the folder FILE.spool beside the store, and goes into
the store in the background; after a crash nothing is lost and nothing twice.
While it runs, the other commands reach the store with --url, and a browser sees
the console at its address.

Before anybody has a token (leeway token create), whoever is on this machine
reads and adds, and nobody proposes or votes over HTTP. Once somebody has, every
request shows one, and the server may listen beyond this machine: put something
before it that adds TLS, and name its address with --public-url.

With oidc in leeway.yaml people log in to the console by OpenID Connect, and
everybody is asked who they are. The secret by which the provider knows this
server is in LEEWAY_OIDC_SECRET, and nowhere else.

With --log (or LEEWAY_LOG=info) every request is a line of JSON on standard
error: its id, which x-request-id gives or answers, method, route, status,
milliseconds and the id of the token; no address, no body, no name. Who was
refused is a warning: --log warn has those and faults only.

With --snapshot the store is written into a file of its own whenever something
has changed, and any number of servers with --read-only, here or where that file
is copied to, show it: they take each new one up as it comes, and write nothing.
Put it there by a rename, as leeway snapshot does.

Examples:
  leeway serve
  leeway serve --host 0.0.0.0 --public-url https://leeway.example.org
  leeway serve --db /var/lib/leeway/leeway.duckdb --port 8080
  leeway serve --log 2>> requests.jsonl
  leeway serve --snapshot /srv/leeway/snapshot.duckdb
  leeway serve --read-only --db /srv/leeway/snapshot.duckdb --port 7151

Exit codes:
  0  ended by SIGTERM or SIGINT         2  wrong usage or configuration
  1  a fault                            3  the store cannot be opened`;

export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('hold the store open, and take decisions and verdicts over HTTP')
    .option(...DB_OPTION)
    .option('--host <name>', 'where to listen; beyond this machine only with tokens or oidc', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0 takes any that is free', '7150')
    .option('--public-url <url>', 'where browsers reach it, behind what adds TLS')
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option('--snapshot <file>', 'write the store into this file too, for servers that only read')
    .option('--snapshot-every <duration>', 'at most so often, and only if something changed', '5m')
    .option('--read-only', 'show the snapshot that --db names, and each that takes its place')
    .option('--writer <url>', 'with --read-only: where the server is that writes')
    .addOption(
      program
        .createOption('--log [level]', 'log requests on standard error: info, warn or error')
        .choices(LOG_LEVELS)
        .preset('info')
        .env('LEEWAY_LOG'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { path, actor } = storePlace(options.db);
  const port = wholeNumber('--port', options.port, 0);
  const publicOrigin = options.publicUrl === undefined ? null : originOf('--public-url', options.publicUrl);
  const { configuration, file } = readConfigurationFile(options.config ?? null);
  const everyMs = DurationMs.safeParse(options.snapshotEvery);
  if (!everyMs.success || everyMs.data === 0)
    throw new Problem(
      'usage',
      `--snapshot-every ${options.snapshotEvery}: no duration, for example 5m or 1h`,
    );
  if (options.readOnly && options.snapshot !== undefined)
    throw new Problem('usage', '--snapshot: --read-only writes nothing; leave one of them out');
  const writer = options.writer === undefined ? null : originOf('--writer', options.writer);
  await serveUntilSignalled({
    ...{ path, port, host: options.host, publicOrigin },
    snapshots: options.snapshot === undefined ? null : { file: options.snapshot, everyMs: everyMs.data },
    ...(options.readOnly && { replicaOf: { writer } }),
    oidcSecret: process.env['LEEWAY_OIDC_SECRET'] || null,
    log: options.log === undefined ? null : { level: options.log, to: process.stderr },
    options: {
      ...{ ...SERVED, configuration, file, clock: Date.now, actor },
      madeBy: { leeway: packageVersion(), code: codeDigest() },
    },
    told: (url) => `${visible(path)} is served at ${url}${options.readOnly ? ', to read only' : ''}\n`,
  });
}

function originOf(option: string, url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url).origin;
  throw new Problem('usage', `${option} ${url}: is no address, for example https://leeway.example.org`);
}
