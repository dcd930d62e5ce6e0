import type { Command } from 'commander';
import { StoreReport } from '../../contracts/store-report.ts';
import type { Server } from '../../http/client.ts';
import { count, counted, visible } from '../../reports/figures.ts';
import { examineStore } from '../../workflows/keep-store.ts';
import { answerOf, answerTo } from '../answer-of.ts';
import { EXIT } from '../fail.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly config?: string;
  readonly recount?: boolean;
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
      const recount = options.recount === true;
      const report =
        server === null
          ? await examineStore(place, { configuration: configurationOf(options), recount })
          : await examinedBy(server, recount, options.config);
      await print(
        options.format === 'json'
          ? `${JSON.stringify(report, null, 2)}\n`
          : told(server?.origin ?? place.path, report),
      );
      process.exitCode = report.checks.some(({ broken }) => broken > 0) ? EXIT.checkFailed : EXIT.done;
    });
}

function examinedBy(server: Server, recount: boolean, config: string | undefined): Promise<StoreReport> {
  const path = serverPath(recount ? '/v1/doctor/recount' : '/v1/doctor', {}, config);
  return recount
    ? answerTo(server, { method: 'POST', path }, StoreReport)
    : answerOf(server, path, StoreReport);
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
