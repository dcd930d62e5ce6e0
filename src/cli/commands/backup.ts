import type { Command } from 'commander';
import type { BackupManifest } from '../../contracts/backup.ts';
import { count, counted, visible } from '../../reports/figures.ts';
import { backupStoreAt } from '../../workflows/keep-backups.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options {
  readonly db?: string;
  readonly format: 'table' | 'json';
}

const HELP = `
Writes every table as Parquet, and manifest.json with the rows and the sha256 of
each file. The folder is there whole in the end, or not at all.

Examples:
  leeway backup backups/monday
  leeway backup "/mnt/backups/$(date +%F)" --db /var/lib/leeway/leeway.duckdb

Exit codes:
  0  done            2  something is in the folder already
  1  a fault         3  the store cannot be opened, or the folder not written`;

export function backupCommand(program: Command): void {
  program
    .command('backup')
    .description('write the store, as it is now, into a folder of Parquet files')
    .argument('<folder>', 'does not exist yet, or is empty')
    .option(...DB_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: Options) => {
      const manifest = await backupStoreAt(storePlace(options.db), folder);
      await print(
        options.format === 'json'
          ? `${JSON.stringify(manifest, null, 2)}\n`
          : `${visible(folder)}: ${sizeOf(manifest)}\n`,
      );
    });
}

/** How much is in a backup, in words. */
export function sizeOf({ tables }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const megabytes = tables.reduce((sum, table) => sum + table.bytes, 0) / 1_000_000;
  return `${counted(rows, 'row')} in ${counted(tables.length, 'table')}, ${count(Math.ceil(megabytes))} MB`;
}
