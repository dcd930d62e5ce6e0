import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { RecommendationReport } from '../../contracts/recommendation.ts';
import type { Server } from '../../http/client.ts';
import { recommendationsCsv } from '../../reports/recommendations-csv.ts';
import { recommendationsMarkdown } from '../../reports/recommendations-markdown.ts';
import { recommendFromStore } from '../../workflows/ask-record.ts';
import { writeMaps } from '../../workflows/write-maps.ts';
import { answerOf } from '../answer-of.ts';
import { detailedExitCode } from '../detailed-exit-code.ts';
import { EXIT } from '../fail.ts';
import { EXPLAIN_OPTION, fromOption } from '../from-option.ts';
import { AS_OPTION } from '../govern-options.ts';
import { instant } from '../instant.ts';
import { configurationOf, type LimitOptions } from '../limits.ts';
import { outputFile } from '../output-file.ts';
import { recommendationsTable } from '../print-table.ts';
import { print, screen } from '../screen.ts';
import { serverUrl, URL_OPTION } from '../server-url.ts';
import { answerPlace, DB_OPTION } from '../store-place.ts';

interface Options extends LimitOptions {
  readonly db?: string;
  readonly url?: string;
  readonly map?: string;
  readonly from?: string;
  readonly explain?: boolean;
  readonly asOf?: string;
  readonly firstLook?: boolean;
  readonly format: 'table' | 'json' | 'csv' | 'md';
  readonly quarantine?: string;
  readonly maps?: string;
  readonly propose?: true;
  readonly as?: string;
  readonly rationale: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly detailedExitcode?: boolean;
}

const WRITTEN: Readonly<Record<Options['format'], (report: RecommendationReport) => string>> = {
  table: (report) => recommendationsTable(report, screen()),
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: recommendationsCsv,
  md: recommendationsMarkdown,
};

const HELP = `
A history has the columns decision_id, domain, decided_at and confidence, and
verdict (agree, edit, override, unsure) beside them or, with decision_id, in a
file of its own.

Examples:
  leeway recommend history.csv
  leeway recommend decisions.parquet verdicts.parquet --risk 0.02 --format md
  leeway recommend history.csv --recalibrate --maps maps.json
  leeway recommend 'exports/*.jsonl.gz' --as-of 2026-06-30T00:00:00Z
  leeway recommend export.json --from label-studio
  zcat export.csv.gz | leeway recommend - --map columns.yaml --strict

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  input refused; under --strict, any row refused
With --detailed-exitcode also:
  10 changes proposed                       6  evidence stale
  5  nothing to do for want of evidence     4  a live domain breaks its limit`;

export function recommendCommand(program: Command): void {
  program
    .command('recommend')
    .description('say, per domain, the lowest confidence at which the AI may act alone, with the evidence')
    .argument(
      '[file...]',
      'histories (without any: the store): CSV, TSV, JSON lines, JSON or Parquet, also gzip or zstd; a folder, a quoted glob, or - for standard input',
    )
    .optionsGroup('What is read:')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--map <file>', 'YAML that says what the columns of a foreign file mean')
    .addOption(fromOption())
    .option(...EXPLAIN_OPTION)
    .option(
      '--review-probability <share>',
      'declare the rate at which decisions were drawn for review, where the history does not say',
    )
    .option('--as-of <time>', 'judge as of this time (default: the newest time in the input)')
    .option('--strict', 'take all or nothing: exit 3 where any row is refused')
    .option(
      '--quarantine <file>',
      'write the refused rows, as CSV, or by its ending as JSON lines or Parquet',
    )
    .optionsGroup('What is tolerated:')
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option(
      '--risk <share>',
      'highest error rate tolerated among decisions taken alone, instead of the default',
    )
    .option('--delta <share>', 'chance of ever certifying a domain wrongly, instead of the default')
    .option('--first-look', 'nobody looked at this history before: spend half of delta on one exact look')
    .option(
      '--recalibrate',
      'search thresholds through a map of the confidences that their first verdicts settle; certify on the rest',
    )
    .optionsGroup('What is said:')
    .addOption(
      program
        .createOption('--format <format>', 'how to print; md also says why')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .option('--maps <file>', 'write the maps of recalibrated domains, with their thresholds, as JSON')
    .option('--propose', 'propose the step of every domain of the store that may widen')
    .option(...AS_OPTION)
    .option('--rationale <text>', 'why it is proposed, in words for the board', '')
    .option('--quiet', 'print results only')
    .option(
      '--detailed-exitcode',
      'exit 10 with changes proposed, 6 on stale evidence, 5 for want of evidence',
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<number> {
  if (options.propose === true && files.length > 0)
    throw new Problem(
      'usage',
      '--propose: a proposal is kept in a store; ingest the files, and run it without them',
    );
  const maps = outputFile('--maps', options.maps, files, 'maps.json');
  if (options.explain === true && files.length > 0) {
    const { explainNamed } = await import('../recommend-files.ts');
    await explainNamed(files, options);
    return EXIT.done;
  }
  const report = files.length === 0 ? await fromStore(options) : await fromFiles(files, options);
  if (maps !== null) await writeMaps(maps, report);
  const proposed = options.propose === true ? await propose(report, options) : [];
  await print(WRITTEN[options.format](report));
  process.stderr.write(proposed.map((line) => `${line}\n`).join(''));
  return options.detailedExitcode === true ? detailedExitCode(report) : EXIT.done;
}

// What only files or proposals ask for is not loaded for a store, which has its answer ready.

async function fromFiles(files: readonly string[], options: Options): Promise<RecommendationReport> {
  const { recommendNamed } = await import('../recommend-files.ts');
  return recommendNamed(files, asked(options), options);
}

async function propose(report: RecommendationReport, options: Options): Promise<string[]> {
  const { proposeRecommended } = await import('../propose-recommended.ts');
  return proposeRecommended(report, options);
}

async function fromStore(options: Options): Promise<RecommendationReport> {
  const ofFiles = (['map', 'from', 'explain', 'strict', 'quarantine'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (ofFiles !== undefined)
    throw new Problem(
      'usage',
      `--${ofFiles}: is for files, and none is named; name one, or give it to leeway ingest`,
    );
  const server = serverUrl(options);
  if (server !== null) return fromServer(server, options);
  const place = answerPlace(options.db);
  if (options.db === undefined && !existsSync(place.path))
    throw new Problem(
      'usage',
      `no file is named and there is no store ${place.path}; name a history, or make a store with leeway init`,
    );
  return recommendFromStore(place, asked(options));
}

async function fromServer(server: Server, options: Options): Promise<RecommendationReport> {
  const ofServer = (['config', 'risk', 'delta', 'reviewProbability', 'recalibrate'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (ofServer !== undefined)
    throw new Problem(
      'usage',
      `--${ofServer === 'reviewProbability' ? 'review-probability' : ofServer}: the server has limits of its own; leave it out, or ask without --url`,
    );
  const query = new URLSearchParams({ firstLook: String(options.firstLook === true) });
  if (options.asOf !== undefined) query.set('asOf', instant('--as-of', options.asOf));
  return answerOf(server, `/v1/recommendations?${query}`, RecommendationReport);
}

function asked(options: Options) {
  return {
    configuration: configurationOf(options),
    asOf: options.asOf === undefined ? null : instant('--as-of', options.asOf),
    firstLook: options.firstLook === true,
  };
}
