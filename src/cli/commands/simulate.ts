import { dirname } from 'node:path';
import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { count } from '../../reports/figures.ts';
import { SCENARIO_NAMES, simulateHistory } from '../../workflows/index.ts';
import { pathKind } from '../path-kind.ts';
import { print } from '../screen.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly scenario: string;
  readonly decisions: string;
  readonly seed: string;
  readonly out: string;
  readonly paired?: boolean;
  readonly quiet?: boolean;
}

const HELP = `
Examples:
  leeway simulate --out history
  leeway simulate --decisions 5000 --seed 8 --out history --paired
  leeway recommend history/decisions.parquet history/verdicts.parquet`;

export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('write a history of decisions and verdicts whose truth is known')
    .requiredOption('--out <folder>', 'where to write decisions, verdicts and the truth')
    .option('--scenario <name>', `whose history: ${SCENARIO_NAMES.join(', ')}`, 'contact-center')
    .option('--decisions <number>', 'how many decisions', '60000')
    .option('--seed <number>', 'same seed, same bytes', '7')
    .option('--paired', 'decisions and verdicts in one file, one row a decision')
    .option('--quiet', 'print nothing')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const summary = await simulateHistory({
        scenario: options.scenario,
        decisions: wholeNumber('--decisions', options.decisions, 1),
        seed: wholeNumber('--seed', options.seed, 0),
        out: folder(options.out),
        paired: options.paired === true,
        doubleReview: options.paired !== true,
      });
      if (options.quiet === true) return;
      const lines = summary.files.map((file) => `wrote ${file}\n`).join('');
      await print(
        `${lines}${count(summary.decisions)} decisions, ${count(summary.verdicts)} verdicts, ${summary.from} to ${summary.to}\n`,
      );
    });
}

/** The folder to write to; it, or the nearest that exists above it, must be one. */
function folder(path: string): string {
  let nearest = path;
  while (pathKind(nearest) === null && dirname(nearest) !== nearest) nearest = dirname(nearest);
  if (pathKind(nearest) === 'file')
    throw new Problem('usage', `--out ${path}: ${nearest} is a file, not a folder; name another`);
  return path;
}
