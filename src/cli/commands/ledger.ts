import type { Command } from 'commander';
import { LedgerEventType } from '../../contracts/ledger.ts';
import { LedgerPage } from '../../contracts/ledger-export.ts';
import { Problem } from '../../contracts/problem.ts';
import { ledgerCsv, ledgerMarkdown } from '../../reports/ledger-rows.ts';
import { ledgerFromStore } from '../../workflows/list-ledger.ts';
import { answerOf } from '../answer-of.ts';
import { instant } from '../instant.ts';
import { ledgerTable } from '../print-ledger.ts';
import { print, screen } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';
import { wholeNumber } from '../whole-number.ts';
import { ledgerExportCommand } from './ledger-export.ts';
import { ledgerAnchorCommand, ledgerCheckpointCommand, ledgerKeygenCommand } from './ledger-sign.ts';
import { ledgerVerifyCommand } from './ledger-verify.ts';

interface Options extends Where {
  readonly type?: string;
  readonly subject?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly format: 'table' | 'json' | 'csv' | 'md';
}

const MOST = 1000;

const WRITTEN: Readonly<Record<Options['format'], (page: LedgerPage) => string>> = {
  table: (page) => ledgerTable(page, screen()),
  json: (page) => `${JSON.stringify(page, null, 2)}\n`,
  csv: ledgerCsv,
  md: ledgerMarkdown,
};

const HELP = `
Lists the newest events, the last one last. Each is hashed with the hash of the
one before, so that a change, a removal and another order are found; what was
signed or published elsewhere cannot be rewritten either. The user of this
machine is named as who acted, or else LEEWAY_ACTOR.

Options of the commands above:
  --key <file>          verify: a public key, in PEM, any number of times;
                        checkpoint: the private key
  --anchor <seq:hash>   verify: what leeway ledger anchor printed once
  --checkpoint <file>   verify: a checkpoint that was kept elsewhere
  --out <file>          export: where to write; keygen: the folder
  --for <use>           keygen: ledger, or opa for its bundles

Examples:
  leeway ledger
  leeway ledger --type ingest.run --since 2026-05-01 --format csv
  leeway ledger export --out ledger.jsonl
  leeway ledger verify ledger.jsonl --key ledger-public.pem

Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened
  7  verify: the ledger is broken; the first entry that does not hold is named`;

export function ledgerCommand(program: Command): void {
  const ledger = program
    .command('ledger')
    .description('list what happened, and prove that nothing of it was changed')
    .enablePositionalOptions()
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--type <type>', 'only events of this type, for example ingest.run')
    .option('--subject <name>', 'only what is about this domain, proposal, export or key')
    .option('--since <time>', 'only from this time on')
    .option('--until <time>', 'only before this time')
    .option('--limit <number>', `so many at most, the newest; up to ${MOST}`, '100')
    .addOption(
      program
        .createOption('--format <format>', 'how to print')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      await print(WRITTEN[options.format](await listed(options)));
    });
  ledgerVerifyCommand(ledger);
  ledgerExportCommand(ledger);
  ledgerAnchorCommand(ledger);
  ledgerCheckpointCommand(ledger);
  ledgerKeygenCommand(ledger);
}

async function listed(options: Options): Promise<LedgerPage> {
  const { type, subject, since, until } = options;
  if (type !== undefined && !LedgerEventType.safeParse(type).success)
    throw new Problem(
      'usage',
      `--type ${type}: no type of event; there are ${LedgerEventType.options.join(', ')}`,
    );
  const limit = wholeNumber('--limit', options.limit, 1);
  if (limit > MOST)
    throw new Problem('usage', `--limit ${limit}: at most ${MOST}; leeway ledger export writes all`);
  const times = {
    ...(since !== undefined && { since: instant('--since', since) }),
    ...(until !== undefined && { until: instant('--until', until) }),
  };
  const which = { ...(type !== undefined && { type }), ...(subject !== undefined && { subject }), ...times };
  const server = serverUrl(options);
  if (server === null) return ledgerFromStore(storePlace(options.db), { limit, ...which });
  return answerOf(
    server,
    serverPath('/v1/ledger', { limit: String(limit), ...which }, undefined),
    LedgerPage,
  );
}
