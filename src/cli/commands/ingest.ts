import type { Command } from 'commander';
import type { IngestSummary } from '../../contracts/ingest.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Server } from '../../http/client.ts';
import { count, counted } from '../../reports/figures.ts';
import { explainFiles } from '../../workflows/explain-files.ts';
import { ingestFiles } from '../../workflows/keep-store.ts';
import { readMapping } from '../../workflows/read-settings.ts';
import { EXPLAIN_OPTION, fromOption, tellNotes } from '../from-option.ts';
import { configurationOf } from '../limits.ts';
import { printExplanation } from '../print-explanation.ts';
import { quarantineFile } from '../quarantine-file.ts';
import { print } from '../screen.ts';
import { type Sent, sendFiles } from '../send-files.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { answerPlace, DB_OPTION } from '../store-place.ts';
import { strictRefusal, tellQuarantine } from '../tell-quarantine.ts';

interface Options extends Where {
  readonly config?: string;
  readonly map?: string;
  readonly from?: string;
  readonly explain?: boolean;
  readonly strict?: boolean;
  readonly quarantine?: string;
  readonly format: 'table' | 'json';
  readonly quiet?: boolean;
}

const HELP = `
What the store has already is not added again: a file by its bytes, a decision
by its decision_id, a verdict by decision, reviewer and time. A decision that
comes again with other content is refused; a later verdict stands beside the
earlier one. Verdicts may come before their decisions. With --url each file is
sent to a server, as it is, and is added by itself.

Examples:
  leeway ingest decisions.parquet verdicts.parquet
  leeway ingest 'exports/*.jsonl.gz' --map columns.yaml --strict
  leeway ingest export.json --from label-studio --explain
  leeway ingest today.csv --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  input refused; under --strict, any row refused`;

export function ingestCommand(program: Command): void {
  program
    .command('ingest')
    .description('add decisions and verdicts to the store, nothing twice')
    .argument('<file...>', 'files, folders, a quoted glob, or - for standard input, as for recommend')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--map <file>', 'YAML that says what the columns of a foreign file mean')
    .addOption(fromOption())
    .option(...EXPLAIN_OPTION)
    .option(
      '--config <file>',
      'names the columns of slices to keep (default: leeway.yaml, where there is one)',
    )
    .option('--strict', 'take all or nothing: exit 3 where any row is refused')
    .option(
      '--quarantine <file>',
      'write the refused rows, as CSV, or by its ending as JSON lines or Parquet',
    )
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--quiet', 'print results only')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      await run(files, options);
    });
}

async function run(files: readonly string[], options: Options): Promise<void> {
  const server = serverUrl(options);
  if (options.explain === true) return explain(files, options);
  const { summary, quarantined, notes } =
    server === null ? await added(files, options) : await sent(server, files, options);
  if (options.quiet !== true) {
    tellNotes(notes);
    tellQuarantine(quarantined);
  }
  await print(options.format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : told(summary));
}

async function explain(files: readonly string[], options: Options): Promise<void> {
  const mapping = readMapping(options.map ?? null, options.from ?? null);
  const explanation = await explainFiles({ files, mapping });
  if (options.quiet !== true) tellNotes(explanation.notes);
  await printExplanation(explanation);
}

/** @throws Problem usage: what the server's own settings say, or it does not do */
async function sent(server: Server, files: readonly string[], options: Options): Promise<Sent> {
  if (options.config !== undefined)
    throw new Problem('usage', '--config: the server has its own; leave it out, or name it in leeway serve');
  if (options.quarantine !== undefined)
    throw new Problem('usage', '--quarantine: the server keeps the refused rows in its store; leave it out');
  const mapping = readMapping(options.map ?? null, options.from ?? null);
  return sendFiles(server, { files, mapping, strict: options.strict === true });
}

function added(files: readonly string[], options: Options): Promise<Sent> {
  return ingestFiles(answerPlace(options.db), {
    files,
    mapping: readMapping(options.map ?? null, options.from ?? null),
    configuration: configurationOf(options),
    quarantineFile: quarantineFile(options.quarantine, files),
    beforeAdding: (broken) => {
      if (options.strict === true && broken.length > 0) throw strictRefusal(broken);
    },
  });
}

function told({ files, decisions, verdicts, quarantined }: IngestSummary): string {
  const known = (more: number): string => (more === 0 ? '' : ` (${count(more)} known already)`);
  return `${counted(files.added, 'file')} read${known(files.known)}
${counted(decisions.added, 'decision')} added${known(decisions.known)}
${counted(verdicts.added, 'verdict')} added${known(verdicts.known)}
${counted(quarantined, 'row')} in quarantine
`;
}
