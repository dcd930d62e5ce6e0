import type { Command } from 'commander';
import { DomainReliabilityReport } from '../../contracts/domain-reliability.ts';
import type { Server } from '../../http/client.ts';
import { domainsCsv } from '../../reports/domains-csv.ts';
import { domainsMarkdown } from '../../reports/domains-markdown.ts';
import { domainsFromStore } from '../../workflows/ask-record.ts';
import { answerOf } from '../answer-of.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { domainsTable } from '../print-domains.ts';
import { print, screen } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { answerPlace, DB_OPTION } from '../store-place.ts';

interface Options extends Where {
  readonly config?: string;
  readonly asOf?: string;
  readonly format: 'table' | 'json' | 'csv' | 'md';
}

const WRITTEN: Readonly<Record<Options['format'], (report: DomainReliabilityReport) => string>> = {
  table: (report) => domainsTable(report, screen()),
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  csv: domainsCsv,
  md: domainsMarkdown,
};

const HELP = `
Level and threshold are what the AI has now, as leeway register says it; have,
need and next step are those of leeway recommend. Errors and confidence are of
all decisions together, whatever their confidence.

Examples:
  leeway domains
  leeway domains --as-of 2026-03-31T00:00:00Z --format csv
  leeway domains --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  the store is empty or cannot be opened`;

export function domainsCommand(program: Command): void {
  program
    .command('domains')
    .description('say, per domain and model, what the AI may do, how often it is wrong, and what comes next')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option('--as-of <time>', 'judge as of this time (default: the newest time in the store)')
    .addOption(
      program
        .createOption('--format <format>', 'how to print')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const server = serverUrl(options);
      const asOf = options.asOf === undefined ? null : instant('--as-of', options.asOf);
      const report =
        server === null
          ? await domainsFromStore(answerPlace(options.db), { configuration: configurationOf(options), asOf })
          : await domainsFromServer(server, asOf, options.config);
      await print(WRITTEN[options.format](report));
    });
}

async function domainsFromServer(
  server: Server,
  asOf: string | null,
  config: string | undefined,
): Promise<DomainReliabilityReport> {
  const path = serverPath('/v1/domains', { asOf }, config);
  return answerOf(server, path, DomainReliabilityReport);
}
