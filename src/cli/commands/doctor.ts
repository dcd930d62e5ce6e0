import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { StoreReport } from '../../contracts/store-report.ts';
import type { Server } from '../../http/client.ts';
import { count, counted, visible } from '../../reports/figures.ts';
import { examineStore } from '../../workflows/keep-store.ts';
import { answerOf } from '../answer-of.ts';
import { EXIT } from '../fail.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options {
  readonly db?: string;
  readonly config?: string;
  readonly recount?: boolean;
  readonly url?: string;
  readonly format: 'table' | 'json';
}

const HELP = `
Reads every row and changes nothing, but for the counts under --recount.

Examples:
  leeway doctor
  leeway doctor --db /var/lib/leeway/leeway.duckdb --format json
  leeway doctor --url http://127.0.0.1:7150

Exit codes:
  0  all is well     7  something does not hold that must
  1  a fault         3  the store cannot be opened`;

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look the store over: how much is in it, whether all holds that must, what to do')
    .option(...DB_OPTION)
    .option(
      '--config <file>',
      'the rules that decisions are counted by (default: leeway.yaml, where there is one)',
    )
    .option('--recount', 'make the counts that are kept again, from the rows')
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const server = serverUrl(options);
      const place = storePlace(options.db);
      const request = { configuration: configurationOf(options), recount: options.recount === true };
      if (server !== null && request.recount)
        throw new Problem(
          'usage',
          '--recount: only on a store that no server holds; stop it, or leave --url out',
        );
      const report = server === null ? await examineStore(place, request) : await examinedBy(server);
      await print(
        options.format === 'json'
          ? `${JSON.stringify(report, null, 2)}\n`
          : told(server?.origin ?? place.path, report),
      );
      process.exitCode = report.checks.some(({ broken }) => broken > 0) ? EXIT.checkFailed : EXIT.done;
    });
}

async function examinedBy(server: Server): Promise<StoreReport> {
  return answerOf(server, '/v1/doctor', StoreReport);
}

function told(path: string, report: StoreReport): string {
  const megabytes = count(Math.ceil(report.bytes / 1_000_000));
  const checks = report.checks.map(({ name, broken, mend }) =>
    mend === null
      ? `  holds   ${name}`
      : `  BROKEN  ${name}: ${broken === 1 ? '1 row does' : `${count(broken)} rows do`} not; ${mend}`,
  );
  const waiting =
    report.waiting === 0
      ? ''
      : `\n${counted(report.waiting, 'verdict')} ${report.waiting === 1 ? 'waits' : 'wait'} for a decision that has not come, or has no answer to compare`;
  const dead =
    report.deadLetters === 0
      ? ''
      : `\n${counted(report.deadLetters, 'event')} of the ledger ${report.deadLetters === 1 ? 'was' : 'were'} given up, for no webhook took ${report.deadLetters === 1 ? 'it' : 'them'}; GET /v1/webhooks of the server says why`;
  return `${visible(path)}: version ${report.version}, ${megabytes} MB
${counted(report.decisions, 'decision')} in ${counted(report.domains, 'domain')}, ${counted(report.verdicts, 'verdict')}, ${counted(report.quarantined, 'row')} in quarantine, from ${counted(report.runs, 'run')}${waiting}${dead}
${checks.join('\n')}
`;
}
