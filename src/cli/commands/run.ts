import type { Command } from 'commander';
import { NightlySummary } from '../../contracts/nightly.ts';
import { Problem } from '../../contracts/problem.ts';
import { nightlyMarkdown, nightlyText } from '../../reports/nightly.ts';
import { nightlyJunit } from '../../reports/nightly-junit.ts';
import { answerAgain } from '../../workflows/ask-record.ts';
import type { NightlyExports } from '../../workflows/govern/export-nightly.ts';
import { NIGHTLY_JOB, runNightly } from '../../workflows/govern/run-nightly.ts';
import { decide } from '../decide.ts';
import { EXIT } from '../fail.ts';
import { governed } from '../govern.ts';
import { AS_OF_OPTION, CONFIG_OPTION, type GovernOptions } from '../govern-options.ts';
import { nightlyExports } from '../nightly-exports.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION } from '../server-url.ts';
import { DB_OPTION } from '../store-place.ts';

interface Options extends GovernOptions {
  readonly export: readonly string[];
  readonly sign: readonly string[];
  readonly dryRun?: true;
  readonly detailedExitcode?: true;
  readonly format: 'text' | 'json' | 'md' | 'junit';
}

const WRITTEN: Readonly<Record<Options['format'], (summary: NightlySummary) => string>> = {
  text: nightlyText,
  json: (summary) => `${JSON.stringify(summary, null, 2)}\n`,
  md: nightlyMarkdown,
  junit: nightlyJunit,
};

const HELP = `
What has run out is expired; what the evidence no longer carries is taken back
at once; what people have approved is put into force; what a standing plan
covers is widened; what may widen is proposed, and waits for people. Run again
on the same, it does nothing more. --dry-run says what it would do.

Then --export writes what is in force, in the formats and by the rules of
leeway export: a file that is the same already is left alone. One that cannot be
written keeps none of the others from being right. --sign names the keys:
Ed25519, and for opa ECDSA or RSA.

Examples:
  leeway run --dry-run
  leeway run --export json=thresholds.json --export flagd=flags.json
  leeway run --export opa=leeway.tar.gz --sign keys/opa-private.pem
  leeway run --detailed-exitcode --format junit > leeway.xml

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  the store is empty or cannot be opened
  7  an export could not be written; the rest is done
With --detailed-exitcode also:
  4  a live domain broke its limit: its authority was taken back
  6  evidence stale (model changed, data old, authority expired)
  10 changes proposed or made
  5  nothing to do for want of evidence`;

export function runCommand(program: Command): void {
  const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  program
    .command('run')
    .description("do a night's work: take back, expire, put into force what was approved, propose")
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OF_OPTION)
    .option(
      '--export <format=file>',
      'export what is in force after it; may be given several times',
      several,
      [],
    )
    .option('--sign <key>', 'sign the exports with this private key (PEM); several times', several, [])
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--detailed-exitcode', 'say in the exit code what came of it')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(Object.keys(WRITTEN)).default('text'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const isDry = options.dryRun === true;
      const exports = nightlyExports(options);
      const summary = await night(options, isDry, exports);
      await print(WRITTEN[options.format](summary));
      const [unwritten] = summary.unwritten;
      if (unwritten !== undefined) throw unwrittenProblem(unwritten, summary.unwritten.length);
      if (options.detailedExitcode) process.exitCode = exitCodeOf(summary);
    });
}

/** Done on the store, or by the server that holds it. */
function night(options: Options, isDry: boolean, exports: NightlyExports): Promise<NightlySummary> {
  if (serverUrl(options) === null)
    return governed(
      options,
      async (governing) => {
        const summary = await runNightly(governing, isDry, exports);
        const { db, madeBy, configuration } = governing;
        if (!isDry) await answerAgain(db, madeBy.code, configuration);
        return summary;
      },
      NIGHTLY_JOB,
    );
  if (options.export.length > 0)
    throw new Problem('usage', '--export: a server writes no files; run leeway export --url after it');
  return decide(options, {
    work: (governing) => runNightly(governing, isDry),
    order: { method: 'POST', path: '/v1/runs', body: { dryRun: isDry } },
    shape: NightlySummary,
  });
}

function unwrittenProblem({ path, reason }: NightlySummary['unwritten'][number], count: number): Problem {
  const more = count === 1 ? '' : ` (and ${count - 1} more, see above)`;
  return new Problem(
    'check-failed',
    `--export ${path}: not written: ${reason}${more}; the rest of the run is done`,
  );
}

/** The most urgent first. */
function exitCodeOf({ steps, breaches, stale, wanting }: NightlySummary): number {
  if (breaches.length > 0) return EXIT.limitBroken;
  if (stale.length > 0 || steps.some(({ did, from }) => did === 'expired' && from !== null))
    return EXIT.stale;
  if (steps.length > 0) return EXIT.changesProposed;
  return wanting.length > 0 ? EXIT.wantOfEvidence : EXIT.done;
}
