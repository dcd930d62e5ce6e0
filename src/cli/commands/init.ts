import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { initStore } from '../../workflows/keep-store.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options {
  readonly db?: string;
  readonly hashReviewers?: boolean;
}

const HELP = `
The store is one DuckDB file, which one process at a time may have open.

Examples:
  leeway init
  leeway init --hash-reviewers
  leeway init --db /var/lib/leeway/leeway.duckdb`;

export function initCommand(program: Command): void {
  program
    .command('init')
    .description('make an empty store, for a record that grows')
    .option(...DB_OPTION)
    .option('--hash-reviewers', 'keep no reviewer by name: only a hash of it, with a salt of this store')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async ({ db, hashReviewers = false }: Options) => {
      const place = storePlace(db);
      await initStore(place, { salt: randomBytes(16).toString('hex'), hashReviewers });
      await print(`${visible(place.path)}: made; fill it with leeway ingest FILE…\n`);
    });
}
