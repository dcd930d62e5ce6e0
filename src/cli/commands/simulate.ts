import { dirname } from 'node:path';
import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { count } from '../../reports/figures.ts';
import { SCENARIO_NAMES, simulateHistory } from '../../workflows/simulate-history.ts';
import { simulateInto } from '../../workflows/simulate-into.ts';
import { engineUrl, sourcePassword } from '../engine-url.ts';
import { pathKind } from '../path-kind.ts';
import { print } from '../screen.ts';
import { untilSignalled } from '../until-signalled.ts';
import { wholeNumber } from '../whole-number.ts';

/** Some 60 MB. Fewer decisions leave more parts to merge, and more want memory. */
const BATCH = 500_000;
const LONGEST_BATCH_MS = 900_000;

interface Options {
  readonly scenario: string;
  readonly decisions: string;
  readonly seed: string;
  readonly out?: string;
  readonly toUrl?: string;
  readonly decisionsTable: string;
  readonly verdictsTable: string;
  readonly paired?: boolean;
  readonly quiet?: boolean;
}

const HELP = `
With --to-url rows go into two tables of ClickHouse: any number of them, for
they are made and sent batch by batch. A table that is not there is made; one
that is there, such as a Distributed one, has to be empty. Printed is the file
for evidence pull --source; LEEWAY_SOURCE_PASSWORD has the password. The same
seed into a folder writes the truth.

Examples:
  leeway simulate --out history
  leeway simulate --decisions 5000 --seed 8 --out history --paired
  leeway recommend history/decisions.parquet history/verdicts.parquet
  leeway simulate --decisions 20000000 --to-url http://me@host:8123/db > w.yaml`;

export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('write a history of decisions and verdicts whose truth is known')
    .option('--out <folder>', 'where to write decisions, verdicts and the truth')
    .option('--to-url <url>', 'the ClickHouse to write to, in place of a folder')
    .option('--decisions-table <name>', 'with --to-url: where decisions go', 'decisions')
    .option('--verdicts-table <name>', 'with --to-url: where verdicts go', 'verdicts')
    .option('--scenario <name>', `whose history: ${SCENARIO_NAMES.join(', ')}`, 'contact-center')
    .option('--decisions <number>', 'how many decisions', '60000')
    .option('--seed <number>', 'same seed, same bytes', '7')
    .option('--paired', 'decisions and verdicts in one file, one row a decision')
    .option('--quiet', 'print nothing')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const history = {
        scenario: options.scenario,
        decisions: wholeNumber('--decisions', options.decisions, 1),
        seed: wholeNumber('--seed', options.seed, 0),
      };
      if (options.toUrl === undefined) await intoFolder(history, options);
      else await intoEngine(history, options, options.toUrl);
    });
}

interface History {
  readonly scenario: string;
  readonly decisions: number;
  readonly seed: number;
}

async function intoFolder(history: History, { out, paired = false, quiet }: Options): Promise<void> {
  if (out === undefined)
    throw new Problem('usage', '--out: where the history goes; name a folder, or a ClickHouse with --to-url');
  const summary = await simulateHistory({ ...history, out: folder(out), paired, doubleReview: !paired });
  if (quiet === true) return;
  const lines = summary.files.map((file) => `wrote ${file}\n`).join('');
  await print(`${lines}${told(summary)}\n`);
}

async function intoEngine(history: History, options: Options, url: string): Promise<void> {
  if (options.out !== undefined || options.paired === true)
    throw new Problem('usage', '--to-url: goes without --out and --paired; leave them out');
  const tell = (sentence: string): void => {
    if (options.quiet !== true) process.stderr.write(`${sentence}\n`);
  };
  const into = engineUrl('--to-url', url);
  if (into.password !== '')
    throw new Problem(
      'usage',
      '--to-url: holds a password, which all on this machine can see; give it in LEEWAY_SOURCE_PASSWORD',
    );
  const summary = await untilSignalled((signal) =>
    simulateInto({
      ...{ ...history, atOnce: BATCH },
      connection: { url: into, password: sourcePassword(), timeoutMs: LONGEST_BATCH_MS, signal },
      tables: { decisions: options.decisionsTable, verdicts: options.verdictsTable },
      tell,
    }),
  );
  tell(told(summary));
  if (options.quiet !== true) await print(summary.source);
}

interface Written {
  readonly decisions: number;
  readonly verdicts: number;
  readonly from: string;
  readonly to: string;
}

function told({ decisions, verdicts, from, to }: Written): string {
  return `${count(decisions)} decisions, ${count(verdicts)} verdicts, ${from} to ${to}`;
}

/** The folder to write to; it, or the nearest that exists above it, must be one. */
function folder(path: string): string {
  let nearest = path;
  while (pathKind(nearest) === null && dirname(nearest) !== nearest) nearest = dirname(nearest);
  if (pathKind(nearest) === 'file')
    throw new Problem('usage', `--out ${path}: ${nearest} is a file, not a folder; name another`);
  return path;
}
