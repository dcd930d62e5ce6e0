import type { Command } from 'commander';
import { count, counted } from '../../reports/figures.ts';
import { importEvidence } from '../../workflows/import-evidence.ts';
import { countingOf } from '../counting-of.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION } from '../store-place.ts';
import { evidencePullCommand } from './evidence-pull.ts';
import { evidenceSqlCommand } from './evidence-sql.ts';

interface ImportOptions extends Where {
  readonly config?: string;
}

const HELP = `
Decisions stay where they are: an engine counts them, and the store takes the
counts. All that is recommended, proposed and exported is then the same as if
the decisions had been ingested; what looks into single decisions (slices,
reviewers, trends, scale: recalibrated, prior: siblings) is not there.

Options of the commands above:
  --source <file>       pull, sql: YAML with decisions, verdicts, their columns
  --dialect <name>      sql: whose SQL

Examples:
  leeway evidence pull --source warehouse.yaml
  leeway evidence sql --dialect trino --source warehouse.yaml > evidence.sql
  leeway evidence import answers/*.parquet

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  refused: the engine, its answers or the store`;

const IMPORT_HELP = `
Give the answers to all statements of leeway evidence sql together, each in a
file of its own: CSV with a header, JSON lines or Parquet. They stand in the
place of what was taken before; the same answers again change nothing.

Examples:
  leeway evidence import answers/
  leeway evidence import *.parquet --db counts.duckdb
  leeway evidence import answers/ --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  an answer is missing, damaged, or of another time`;

export function evidenceCommand(program: Command): void {
  const evidence = program
    .command('evidence')
    .description('take counts of decisions from the engine that holds them')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', HELP);
  evidencePullCommand(evidence);
  evidenceSqlCommand(evidence);
  evidence
    .command('import')
    .description('take what an engine answered to the statements of evidence sql')
    .argument('<file...>', 'files, folders or a quoted glob')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(
      '--config <file>',
      'the rules that the statements were written by (default: leeway.yaml, where there is one)',
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', IMPORT_HELP)
    .action(async (files: string[], options: ImportOptions) => {
      const { run, cells, decisions } = await importEvidence(await countingOf(options), {
        files,
        configuration: configurationOf(options),
      });
      await print(
        run === null
          ? 'nothing has changed since the last time\n'
          : `${counted(decisions, 'decision')} in ${count(cells)} cells taken\n`,
      );
    });
}
