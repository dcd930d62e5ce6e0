import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { readConfiguration, readMapping, recommendFromFiles } from '../../workflows/index.ts';
import { recommendationsTable } from '../print-table.ts';

/** From `dist/cli/commands` as from `src/cli/commands`. */
const DATA = fileURLToPath(new URL('../../../data/', import.meta.url));

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('recommendations for the bundled history of a contact center')
    .action(async () => {
      const { report } = await recommendFromFiles({
        files: [`${DATA}decisions.parquet`, `${DATA}verdicts.parquet`],
        mapping: readMapping(null),
        configuration: readConfiguration(`${DATA}leeway.yaml`),
        asOf: null,
        firstLook: false,
        quarantineFile: null,
      });
      const told = report.recommendations.map(
        (one) =>
          `${visible(one.domain)} (${visible(one.model)})\n${one.reasons.map((reason) => `  ${visible(reason)}\n`).join('')}`,
      );
      process.stdout.write(
        `A contact center, 120 days, twelve domains; every history of yours can be read the same way:\n  leeway recommend FILE…\n\n${recommendationsTable(report)}\n${told.join('\n')}`,
      );
    });
}
