import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Configuration } from '../../contracts/configuration.ts';
import { Problem } from '../../contracts/problem.ts';
import type { RecommendationReport } from '../../contracts/recommendation.ts';
import { RULES } from '../../contracts/rule.ts';
import { Instant } from '../../contracts/time.ts';
import { count, visible } from '../../reports/figures.ts';
import { recommendationsCsv } from '../../reports/recommendations-csv.ts';
import { recommendationsMarkdown } from '../../reports/recommendations-markdown.ts';
import {
  type RecommendAnswer,
  readConfiguration,
  readMapping,
  recommendFromFiles,
} from '../../workflows/index.ts';
import { EXIT } from '../fail.ts';
import { recommendationsTable } from '../print-table.ts';

interface Options {
  readonly config?: string;
  readonly map?: string;
  readonly risk?: string;
  readonly delta?: string;
  readonly reviewProbability?: string;
  readonly asOf?: string;
  readonly firstLook?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'md';
  readonly quarantine?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly detailedExitcode?: boolean;
}

const PRINT: Readonly<Record<Options['format'], (report: RecommendationReport) => string>> = {
  table: recommendationsTable,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: recommendationsCsv,
  md: recommendationsMarkdown,
};

export function recommendCommand(program: Command): void {
  program
    .command('recommend')
    .description('say, per domain, the lowest confidence at which the AI may act alone, with the evidence')
    .argument(
      '<file...>',
      'histories: CSV, TSV, JSON lines, JSON or Parquet, also gzip or zstd; a folder, a glob, or - for standard input',
    )
    .option('--map <file>', 'YAML that says what the columns of a foreign file mean')
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option(
      '--risk <share>',
      'highest error rate tolerated among decisions taken alone, instead of the default',
    )
    .option('--delta <share>', 'chance of ever certifying a domain wrongly, instead of the default')
    .option(
      '--review-probability <share>',
      'declare the rate at which decisions were drawn for review, where the history does not say',
    )
    .option('--as-of <time>', 'judge as of this time (default: the newest time in the input)')
    .option('--first-look', 'nobody looked at this history before: spend half of delta on one exact look')
    .option('--quarantine <file>', 'write the refused rows (CSV, or by ending JSON lines or Parquet)')
    .option('--strict', 'take all or nothing: exit 3 where any row is refused')
    .option('--quiet', 'print results only')
    .option(
      '--detailed-exitcode',
      'exit 10 with changes proposed, 6 on stale evidence, 5 for want of evidence',
    )
    .addOption(formatOption(program))
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await run(files, options);
    });
}

const EXAMPLES = `
Examples:
  leeway recommend history.csv
  leeway recommend decisions.parquet verdicts.parquet --risk 0.02 --format md
  zcat export.jsonl.gz | leeway recommend - --map columns.yaml --quarantine refused.csv`;

function formatOption(program: Command) {
  return program
    .createOption('--format <format>', 'table, json, csv or md')
    .choices(Object.keys(PRINT))
    .default('table');
}

async function run(files: readonly string[], options: Options): Promise<number> {
  const answer = await recommendFromFiles({
    files,
    mapping: readMapping(options.map ?? null),
    configuration: configurationOf(options),
    asOf: options.asOf === undefined ? null : instantOf(options.asOf),
    firstLook: options.firstLook === true,
    quarantineFile: options.quarantine ?? null,
  });
  if (options.quiet !== true) tellQuarantine(answer, options.quarantine);
  const refused = answer.report.input.quarantined;
  if (options.strict === true && refused > 0) {
    throw new Problem(
      'input-refused',
      `${count(refused)} rows were refused and --strict takes all or nothing; mend them, or leave --strict out`,
    );
  }
  if (answer.report.input.decisions === 0) {
    throw new Problem(
      'input-refused',
      `all ${count(refused)} rows were refused (${commonest(answer)}); nothing is left to judge`,
    );
  }
  writeFileSync(process.stdout.fd, PRINT[options.format](answer.report));
  return options.detailedExitcode === true ? detailedExitCode(answer.report) : EXIT.done;
}

function configurationOf(options: Options): Configuration {
  const configuration = readConfiguration(options.config ?? null);
  const overrides = {
    ...share('--risk', 'risk', options.risk),
    ...share('--delta', 'delta', options.delta),
    ...share('--review-probability', 'reviewProbability', options.reviewProbability),
  };
  return { ...configuration, defaults: { ...configuration.defaults, ...overrides } };
}

function share(
  flag: string,
  key: 'risk' | 'delta' | 'reviewProbability',
  value: string | undefined,
): Record<string, number> {
  if (value === undefined) return {};
  const number = Number(value);
  const most = key === 'reviewProbability' ? number <= 1 : number < 1;
  if (value.trim() === '' || !(number > 0 && most)) {
    throw new Problem(
      'usage',
      `${flag} ${value}: not a share; give a number between 0 and 1, for example 0.05`,
    );
  }
  return { [key]: number };
}

function instantOf(value: string): string {
  const parsed = Instant.safeParse(value);
  if (!parsed.success)
    throw new Problem(
      'usage',
      `--as-of ${value}: not a time; give RFC 3339, for example 2026-05-04T09:12:00Z`,
    );
  return parsed.data;
}

function tellQuarantine({ quarantined }: RecommendAnswer, file: string | undefined): void {
  for (const { rule, rows, example } of quarantined) {
    process.stderr.write(
      `quarantined ${count(rows)}: ${RULES[rule]}, first at ${visible(example.file)} line ${example.line} (${JSON.stringify(example.value)})${hint(rule, example.value)}\n`,
    );
  }
  if (quarantined.length > 0) {
    process.stderr.write(
      file === undefined ? 'write them out with --quarantine FILE\n' : `written to ${file}\n`,
    );
  }
}

function hint(rule: keyof typeof RULES, value: string): string {
  const percent = rule === 'confidence_out_of_range' && Number(value) > 1 && Number(value) <= 100;
  const comma = rule === 'confidence_not_a_number' && /^\s*\d*,\d+\s*$/.test(value);
  if (percent) return '; if it is in percent, map it with "scale: percent"';
  return comma ? '; a decimal comma is not understood, export with a point' : '';
}

function commonest({ quarantined }: RecommendAnswer): string {
  const [most] = [...quarantined].sort((a, b) => b.rows - a.rows);
  if (most === undefined) return 'no rule';
  return `${RULES[most.rule]}, first at line ${most.example.line}: ${JSON.stringify(most.example.value)}${hint(most.rule, most.example.value)}`;
}

function detailedExitCode(report: RecommendationReport): number {
  const some = (test: (one: RecommendationReport['recommendations'][number]) => boolean) =>
    report.recommendations.some(test);
  if (some((one) => one.action === 'narrow')) return EXIT.limitBroken;
  if (some((one) => one.action === 'widen')) return EXIT.changesProposed;
  if (some((one) => one.refusal?.reason === 'stale_model' || one.refusal?.reason === 'stale_data'))
    return EXIT.stale;
  return some((one) => one.refusal !== null) ? EXIT.wantOfEvidence : EXIT.done;
}
