import type { Command } from 'commander';
import { attachLake } from '../../workflows/attach-lake.ts';
import { readWarehouse } from '../../workflows/read-settings.ts';
import { type CountOptions, countOptions, countRequest, printCounted } from '../count-options.ts';
import { countingOf } from '../counting-of.ts';

interface Options extends CountOptions {
  readonly source?: string;
}

const HELP = `
Decisions stay in their files: they are counted here, and the store takes the
counts. The file of --source says decisions.folder, verdicts.folder and what
their columns mean; names of folders such as domain=refunds are columns too.
With dayPartition only files of days that may have changed are opened again.
The store knows the lake from then on: leeway attach alone looks at it again.

s3:// and other object stores need DuckDB's extension httpfs on this machine:
it is never fetched.

Examples:
  leeway attach --source lake.yaml --db counts.duckdb
  leeway attach --db counts.duckdb
  leeway attach --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  refused: the files, or the store`;

export function attachCommand(program: Command): void {
  const command = program
    .command('attach')
    .description('count decisions in folders of Parquet files, and take the counts')
    .option('--source <file>', 'YAML that says where the folders are, and their columns');
  countOptions(command)
    .addHelpText('after', HELP)
    .action((options: Options) =>
      printCounted(options, async (signal) =>
        attachLake(await countingOf(options), {
          ...countRequest(options),
          signal,
          warehouse: options.source === undefined ? null : readWarehouse(options.source),
        }),
      ),
    );
}
