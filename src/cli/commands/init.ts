import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { initStore } from '../../workflows/index.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

const HELP = `
The store is one DuckDB file, which one process at a time may have open.

Examples:
  leeway init
  leeway init --db /var/lib/leeway/leeway.duckdb`;

export function initCommand(program: Command): void {
  program
    .command('init')
    .description('make an empty store, for a record that grows')
    .option(...DB_OPTION)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async ({ db }: { readonly db?: string }) => {
      const place = storePlace(db);
      await initStore(place);
      await print(`${visible(place.path)}: made; fill it with leeway ingest FILE…\n`);
    });
}
