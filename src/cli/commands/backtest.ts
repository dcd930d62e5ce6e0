import type { Command } from 'commander';
import type { BacktestReport } from '../../contracts/backtest.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { backtestMarkdown } from '../../reports/backtest-markdown.ts';
import { backtestHistory } from '../../workflows/backtest-history.ts';
import { readMapping } from '../../workflows/read-settings.ts';
import { EXIT } from '../fail.ts';
import { fromOption, tellNotes } from '../from-option.ts';
import { configurationOf, type LimitOptions } from '../limits.ts';
import { backtestTable } from '../print-backtest.ts';
import { print, screen } from '../screen.ts';
import { share } from '../share.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options extends LimitOptions {
  readonly map?: string;
  readonly from?: string;
  readonly auditRate?: string;
  readonly every: 'night' | 'week';
  readonly seed: string;
  readonly format: 'table' | 'json' | 'md';
  readonly failOnBreach?: boolean;
}

const STEP_MS = { night: DAY_MS, week: 7 * DAY_MS } as const;

const WRITTEN: Readonly<Record<Options['format'], (report: BacktestReport) => string>> = {
  table: (report) => backtestTable(report, screen()),
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  md: backtestMarkdown,
};

const HELP = `
Each night the threshold is found with the verdicts that had come by then; what
is decided next is then held against what people said of it. Of what the AI
would have taken alone only an audited share is learnt from, drawn by the seed.
It acts in a domain once 500 of its decisions were seen.

Examples:
  leeway backtest history.csv --risk 0.02
  leeway backtest decisions.parquet verdicts.parquet --every week --format md`;

export function backtestCommand(program: Command): void {
  program
    .command('backtest')
    .description('walk through a history: what would have been approved then, and what happened after')
    .argument('<file...>', 'histories, as for recommend')
    .option('--map <file>', 'YAML that says what the columns of a foreign file mean')
    .addOption(fromOption())
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option('--risk <share>', 'highest error rate tolerated, instead of the default')
    .option('--delta <share>', 'chance of ever certifying a domain wrongly, instead of the default')
    .option('--audit-rate <share>', 'audited share of what the AI takes alone (default: minAuditRate)')
    .addOption(
      program
        .createOption('--every <step>', 'how often to judge')
        .choices(['night', 'week'])
        .default('night'),
    )
    .option('--seed <number>', 'what decides which decisions are audited', '1')
    .option('--fail-on-breach', 'exit 7 where a domain broke its limit by more than chance explains')
    .addOption(
      program
        .createOption('--format <format>', 'how to print')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<number> {
  const { report, notes } = await backtestHistory({
    files,
    mapping: readMapping(options.map ?? null, options.from ?? null),
    configuration: configurationOf(options),
    seed: wholeNumber('--seed', options.seed, 0),
    stepMs: STEP_MS[options.every],
    auditRate: options.auditRate === undefined ? null : share('--audit-rate', options.auditRate, true),
  });
  tellNotes(notes);
  await print(WRITTEN[options.format](report));
  const broken = options.failOnBreach === true && report.domains.some((one) => one.breach);
  return broken ? EXIT.checkFailed : EXIT.done;
}
