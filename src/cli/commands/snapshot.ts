import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { snapshotStoreAt } from '../../workflows/keep-snapshots.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

const HELP = `
Servers with leeway serve --read-only take it up as soon as it is there: the new
file takes the place of the old one in one step. While a server has the store
open, that one writes snapshots: leeway serve --snapshot FILE.

Examples:
  leeway snapshot /srv/leeway/snapshot.duckdb

Exit codes:
  0  done            2  something else is in that place
  1  a fault         3  the store cannot be opened, or the file not written`;

export function snapshotCommand(program: Command): void {
  program
    .command('snapshot')
    .description('write the store into one file, for servers that only read')
    .argument('<file>', 'does not exist yet, or is a snapshot')
    .option(...DB_OPTION)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (file: string, { db }: { readonly db?: string }) => {
      const place = storePlace(db);
      await snapshotStoreAt(place, file);
      await print(`${visible(file)}: ${visible(place.path)} as of ${place.now}\n`);
    });
}
