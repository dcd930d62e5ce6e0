import type { Command } from 'commander';
import type { BackupManifest } from '../../contracts/backup.ts';
import type { Server } from '../../http/client.ts';
import { count, counted, visible } from '../../reports/figures.ts';
import { backupStoreAt, takeBackup } from '../../workflows/keep-backups.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly format: 'table' | 'json';
}

const HELP = `
Writes every table as Parquet, and manifest.json with the rows and the sha256 of
each file. The folder is there whole in the end, or not at all. A server goes on
meanwhile, and sends it to an administrator (LEEWAY_TOKEN); before anybody has a
token to who owns its store: run it as the user and in the folder of the server.

Examples:
  leeway backup backups/monday
  leeway backup backups/monday --url http://127.0.0.1:7150
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
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: Options) => {
      const server = serverUrl(options);
      const manifest =
        server === null
          ? await backupStoreAt(storePlace(options.db), folder)
          : await backupFromServer(server, folder);
      await print(
        options.format === 'json'
          ? `${JSON.stringify(manifest, null, 2)}\n`
          : `${visible(folder)}: ${sizeOf(manifest)}\n`,
      );
    });
}

async function backupFromServer(server: Server, folder: string): Promise<BackupManifest> {
  const { takeFromServer } = await import('../../http/client.ts');
  return takeBackup(folder, (read) => takeFromServer(server, '/v1/backup', read));
}

/** How much is in a backup, in words. */
export function sizeOf({ tables }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const megabytes = tables.reduce((sum, table) => sum + table.bytes, 0) / 1_000_000;
  return `${counted(rows, 'row')} in ${counted(tables.length, 'table')}, ${count(Math.ceil(megabytes))} MB`;
}
