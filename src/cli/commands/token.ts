import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { Role } from '../../contracts/actor.ts';
import { Problem } from '../../contracts/problem.ts';
import { DurationMs } from '../../contracts/time.ts';
import { NewToken, Token, Tokens } from '../../contracts/token.ts';
import { createTokenInStore, revokeTokenInStore, tokensFromStore } from '../../workflows/access/tokens.ts';
import { answerOf, answerTo } from '../answer-of.ts';
import { gather } from '../gather.ts';
import { ROWS_FORMATS, type RowsFormat, rowsText } from '../print-rows.ts';
import { tokenRows } from '../print-tokens.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface CreateOptions extends Where {
  readonly role: readonly string[];
  readonly domain: readonly string[];
  readonly job?: true;
  readonly expires: string;
  readonly format: 'text' | 'json';
}

const HELP = `
Whoever shows a token to leeway serve is its holder, with its roles. Of a token
the store keeps a digest, and the ledger who gave it to whom. Once a store has
given one, its server asks everybody for one. While a server has the store, it
takes this from an administrator; before there is any token, from who owns the
store: run it as the user and in the folder of the server.

Examples:
  leeway token list
  leeway token create --help`;

const CREATE_HELP = `
The secret is printed this once. Roles: viewer reads; ingest adds decisions and
verdicts; lead reads and proposes; board reads and votes; admin gives tokens.

Examples:
  leeway token create anna --role lead
  leeway token create bo --role board --domain refunds --expires 30d
  leeway token create nightly --job --role ingest --role lead --expires 365d
  leeway token create cy --role admin --url http://127.0.0.1:7150`;

export function tokenCommand(program: Command): void {
  const token = program
    .command('token')
    .description('who may use the server: give, list and close tokens')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP);
  token
    .command('create <name>')
    .description('give somebody a token; its secret is printed this once')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program
        .createOption('--role <role>', `one of ${Role.options.join(', ')}, any number of times`)
        .argParser(gather)
        .default([], 'none'),
    )
    .addOption(
      program
        .createOption('--domain <domain>', 'only for this domain, any number of times')
        .argParser(gather)
        .default([], 'all'),
    )
    .option('--job', 'for a scheduled job, which never votes')
    .option('--expires <duration>', 'how long it lasts, at most 366d', '90d')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', CREATE_HELP)
    .action(create);
  token
    .command('list')
    .description('list all tokens, those that are closed too')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway token list --format csv')
    .action(async ({ format, ...where }: Where & { readonly format: RowsFormat }) => {
      const place = storePlace(where.db);
      const server = serverUrl(where);
      const tokens =
        server === null
          ? await tokensFromStore(place)
          : (await answerOf(server, '/v1/tokens', Tokens)).tokens;
      await print(rowsText(tokenRows(tokens, place.now), format));
    });
  token
    .command('revoke <id>')
    .description('close a token for good')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .requiredOption('--reason <text>', 'why')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway token revoke 0f3a9c1d5b7e --reason "it was in a log"')
    .action(async (id: string, { reason, ...where }: Where & { readonly reason: string }) => {
      const place = storePlace(where.db);
      const server = serverUrl(where);
      const revoked =
        server === null
          ? await revokeTokenInStore(place, id, reason)
          : await answerTo(
              server,
              { method: 'POST', path: `/v1/tokens/${encodeURIComponent(id)}/revoke`, body: { reason } },
              Token,
            );
      await print(rowsText(tokenRows([revoked], place.now), 'table'));
    });
}

async function create(name: string, options: CreateOptions): Promise<void> {
  const place = storePlace(options.db);
  const roles = options.role.map(roleNamed);
  if (roles.length === 0)
    throw new Problem('usage', '--role: none is given; say what the token is for, for example --role lead');
  const lasts = DurationMs.safeParse(options.expires);
  if (!lasts.success)
    throw new Problem('usage', `--expires ${options.expires}: is not a duration, for example 90d`);
  const grant = {
    ...{ name, kind: options.job === true ? ('job' as const) : ('person' as const), roles },
    domains: options.domain.length === 0 ? null : [...options.domain],
    expiresAt: new Date(Date.parse(place.now) + lasts.data).toISOString(),
  };
  const server = serverUrl(options);
  const made =
    server === null
      ? await createTokenInStore(place, grant, randomBytes)
      : await answerTo(server, { method: 'POST', path: '/v1/tokens', body: grant }, NewToken);
  if (options.format === 'json') {
    await print(`${JSON.stringify(made, null, 2)}\n`);
    return;
  }
  await print(
    `${rowsText(tokenRows([made.token], place.now), 'table')}\nThe secret, told this once:\n${made.secret}\n`,
  );
}

function roleNamed(name: string): Role {
  const role = Role.safeParse(name);
  if (role.success) return role.data;
  throw new Problem('usage', `--role ${name}: is none of ${Role.options.join(', ')}`);
}
