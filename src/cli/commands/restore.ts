import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { restoreStore } from '../../workflows/keep-backups.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';
import { sizeOf } from './backup.ts';

const HELP = `
Checks every file against its digest and the store against all that must hold
in one, before the store has its name: a damaged backup leaves nothing. A store
of an earlier version is brought to that of today.

Examples:
  leeway restore backups/monday
  leeway restore backups/monday --db /var/lib/leeway/leeway.duckdb

Exit codes:
  0  done            2  there is a store already
  1  a fault         3  the backup is damaged or incomplete
                     7  the backup is of a newer version`;

export function restoreCommand(program: Command): void {
  program
    .command('restore')
    .description('make a store of what leeway backup wrote')
    .argument('<folder>', 'what leeway backup wrote')
    .option(...DB_OPTION)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (folder: string, { db }: { readonly db?: string }) => {
      const place = storePlace(db);
      const manifest = await restoreStore(place, folder);
      await print(`${visible(place.path)}: made of the backup of ${manifest.at}, ${sizeOf(manifest)}\n`);
    });
}
