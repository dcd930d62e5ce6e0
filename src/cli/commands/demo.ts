import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { readConfiguration, readMapping, recommendFromFiles } from '../../workflows/index.ts';
import { wrap } from '../display-width.ts';
import { packageFile } from '../package-file.ts';
import { recommendationsTable } from '../print-table.ts';
import { print, screen } from '../screen.ts';

const DATA = packageFile('data/');

const WIDEST_PROSE = 100;

const HELP = `
Examples:
  leeway demo
  leeway demo | less`;

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('recommendations for the bundled history of a contact center, with the reasons')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async () => print(await demo()));
}

async function demo(): Promise<string> {
  const { report } = await recommendFromFiles({
    files: [`${DATA}decisions.parquet`, `${DATA}verdicts.parquet`],
    mapping: readMapping(null),
    configuration: readConfiguration(`${DATA}leeway.yaml`),
    asOf: null,
    firstLook: false,
    quarantineFile: null,
  });
  const shown = screen();
  const width = Math.min(shown.columns ?? WIDEST_PROSE, WIDEST_PROSE);
  const prose = (text: string, indent: string): string =>
    wrap(text, width - indent.length)
      .map((line) => `${indent}${line}\n`)
      .join('');
  const told = report.recommendations.map(
    (one) =>
      `${visible(one.domain)} (${visible(one.model)})\n${one.reasons.map((reason) => prose(visible(reason), '  ')).join('')}`,
  );
  return [
    prose(
      'A contact center, 120 days, twelve kinds of request: what its AI decided, how sure it was, and what people said of it afterwards. How far may the AI act alone?',
      '',
    ),
    recommendationsTable(report, shown),
    ...told,
    `Your own history, a file or several:\n  leeway recommend FILE… --risk 0.05\n`,
  ].join('\n');
}
