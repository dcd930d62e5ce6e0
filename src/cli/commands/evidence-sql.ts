import type { Command } from 'commander';
import { DialectName } from '../../contracts/warehouse.ts';
import { evidenceStatements } from '../../workflows/evidence-statements.ts';
import { readWarehouse } from '../../workflows/read-settings.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';

interface Options {
  readonly dialect: string;
  readonly source: string;
  readonly config?: string;
  readonly asOf?: string;
}

const HELP = `
Run each statement, write its answer into a file of its own (CSV with a header,
or Parquet), and take all files together with leeway evidence import. The first
line says whether any test runs these statements on the engine.

Examples:
  leeway evidence sql --dialect postgres --source warehouse.yaml
  leeway evidence sql --dialect clickhouse --source w.yaml --as-of 2026-06-01

Exit codes:
  0  done            2  wrong usage or configuration`;

export function evidenceSqlCommand(evidence: Command): void {
  evidence
    .command('sql')
    .description('print the statements that make evidence of decisions, for an engine to run')
    .addOption(
      evidence
        .createOption('--dialect <name>', 'whose SQL')
        .choices(DialectName.options)
        .makeOptionMandatory(),
    )
    .requiredOption('--source <file>', 'YAML that says where decisions and verdicts are, and their columns')
    .option('--as-of <time>', 'nothing later counts (default: the newest time; ClickHouse must be told)')
    .option('--config <file>', 'the rules to count by (default: leeway.yaml, where there is one)')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async ({ dialect, source, config, asOf }: Options) => {
      const text = evidenceStatements({
        dialect: DialectName.parse(dialect),
        warehouse: readWarehouse(source),
        configuration: configurationOf({ ...(config !== undefined && { config }) }),
        asOf: asOf === undefined ? null : instant('--as-of', asOf),
      });
      await print(text);
    });
}
