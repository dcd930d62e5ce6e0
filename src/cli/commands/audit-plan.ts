import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import type { AuditPlanReport } from '../../contracts/audit-plan.ts';
import { Problem } from '../../contracts/problem.ts';
import { auditPlanCsv } from '../../reports/audit-plan-csv.ts';
import { auditPlanMarkdown } from '../../reports/audit-plan-markdown.ts';
import { planAuditsFromFiles } from '../../workflows/plan-audits.ts';
import { readMapping } from '../../workflows/read-settings.ts';
import { fromOption, tellNotes } from '../from-option.ts';
import { instant } from '../instant.ts';
import { configurationOf, type LimitOptions } from '../limits.ts';
import { pathKind } from '../path-kind.ts';
import { auditPlanTable } from '../print-audit-plan.ts';
import { print, screen } from '../screen.ts';
import { share } from '../share.ts';
import { tellQuarantine } from '../tell-quarantine.ts';

interface Options extends LimitOptions {
  readonly map?: string;
  readonly from?: string;
  readonly asOf?: string;
  readonly by?: string;
  readonly budget?: string;
  readonly rate?: string;
  readonly draw?: string;
  readonly seed?: string;
  readonly format: 'table' | 'json' | 'csv' | 'md';
  readonly quiet?: boolean;
}

const WRITTEN: Readonly<Record<Options['format'], (report: AuditPlanReport) => string>> = {
  table: (report) => auditPlanTable(report, screen()),
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: auditPlanCsv,
  md: auditPlanMarkdown,
};

const HELP = `
The seed is a word of your own: the same word and history draw the same
decisions, and who does not know it cannot tell which they will be.

Examples:
  leeway audit-plan history.csv --by 2026-07-31
  leeway audit-plan decisions.parquet verdicts.parquet --budget 200 --format md
  leeway audit-plan history.csv --draw to-review.csv --seed maple-7`;

export function auditPlanCommand(program: Command): void {
  program
    .command('audit-plan')
    .description(
      'say, per domain, how many more verdicts it needs, at what audit rate, and when it gets there',
    )
    .argument('<file...>', 'histories, as for recommend')
    .optionsGroup('What is planned for:')
    .option('--by <date>', 'when the verdicts should be there (default: in four weeks)')
    .option('--budget <number>', 'reviews a week, split so that most authority comes soonest')
    .option('--rate <share>', 'how long it takes at this audit rate')
    .option('--draw <file>', 'write the decisions to review now: CSV, or by its ending JSON lines or Parquet')
    .option('--seed <word>', 'what decides every coin of --draw')
    .optionsGroup('What is read:')
    .option('--map <file>', 'YAML that says what the columns of a foreign file mean')
    .addOption(fromOption())
    .option(
      '--review-probability <share>',
      'declare the rate at which decisions were drawn for review, where the history does not say',
    )
    .option('--as-of <time>', 'plan from this time on (default: the newest time in the input)')
    .optionsGroup('What is tolerated:')
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option('--risk <share>', 'highest error rate tolerated, instead of the default')
    .option('--delta <share>', 'chance of ever certifying a domain wrongly, instead of the default')
    .optionsGroup('What is said:')
    .addOption(
      program
        .createOption('--format <format>', 'how to print; md also says why')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .option('--quiet', 'print results only')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<void> {
  if (options.budget !== undefined && options.rate !== undefined)
    throw new Problem('usage', '--budget and --rate: each decides the rates alone; give one of them');
  const { report, quarantined, notes } = await planAuditsFromFiles({
    files,
    mapping: readMapping(options.map ?? null, options.from ?? null),
    configuration: configurationOf(options),
    asOf: options.asOf === undefined ? null : instant('--as-of', options.asOf),
    by: options.by === undefined ? null : instant('--by', options.by),
    weeklyBudget: options.budget === undefined ? null : reviews(options.budget),
    rate: options.rate === undefined ? null : share('--rate', options.rate, true),
    draw: drawOf(options, files),
  });
  if (options.quiet !== true) {
    tellNotes(notes);
    tellQuarantine(quarantined, 'leeway recommend --quarantine FILE writes the refused rows out');
  }
  await print(WRITTEN[options.format](report));
}

function reviews(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && Number.isFinite(number)) return number;
  throw new Problem('usage', `--budget ${value}: not a number of reviews; give one above 0, for example 200`);
}

/** Looked at before anything long is begun. */
function drawOf({ draw, seed }: Options, inputs: readonly string[]): { file: string; seed: string } | null {
  if (draw === undefined) {
    if (seed === undefined) return null;
    throw new Problem('usage', '--seed: decides the coins of --draw FILE; name the file too');
  }
  if (seed === undefined || seed === '')
    throw new Problem('usage', `--draw ${draw}: needs --seed WORD, so that the draw can be repeated`);
  if (draw === '' || draw === '-')
    throw new Problem('usage', `--draw ${draw}: the plan goes to standard output; name a file`);
  if (pathKind(draw) === 'folder')
    throw new Problem('usage', `--draw ${draw}: this is a folder; name a file`);
  if (pathKind(dirname(draw)) !== 'folder')
    throw new Problem('usage', `--draw ${draw}: there is no folder ${dirname(draw)}; make it first`);
  if (pathKind(draw) === 'file' && inputs.some((input) => isSame(input, draw)))
    throw new Problem('usage', `--draw ${draw}: this is the history itself; name another file`);
  return { file: draw, seed };
}

function isSame(one: string, other: string): boolean {
  return pathKind(one) === 'file' && realpathSync(one) === realpathSync(other);
}
