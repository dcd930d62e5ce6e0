import type { Command } from 'commander';
import { exportLedger, exportLines } from '../../workflows/export-ledger.ts';
import { linesOfServer } from '../ledger-lines.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly out?: string;
}

const HELP = `
JSON lines, each in canonical form (RFC 8785): entries with "kind": "entry",
checkpoints with "kind": "checkpoint" after the entry that they name. A file is
there whole in the end, or as it was before.

Examples:
  leeway ledger export --out ledger.jsonl
  leeway ledger export | gzip > ledger.jsonl.gz

Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened`;

export function ledgerExportCommand(ledger: Command): void {
  ledger
    .command('export')
    .description('write the ledger as JSON lines, to be verified anywhere')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--out <file>', 'where to write (default: standard output)')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const [server, path] = [serverUrl(options), options.out ?? null];
      if (server === null) await exportLedger(storePlace(options.db), path, print);
      else await exportLines(linesOfServer(server), path, print);
    });
}
