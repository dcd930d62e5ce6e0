import type { Command } from 'commander';
import { conditionFrom } from '../../contracts/condition.ts';
import { DomainReport } from '../../contracts/domain-report.ts';
import { pathName } from '../../contracts/path-name.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Server } from '../../http/client.ts';
import { documentMarkdown } from '../../reports/document-markdown.ts';
import { domainDocument } from '../../reports/domain-document.ts';
import { decisionsFromStore } from '../../workflows/list-decisions.ts';
import { reportFromStore } from '../../workflows/report-domain.ts';
import { answerOf } from '../answer-of.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { documentText } from '../print-document.ts';
import { print, screen } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { answerPlace, DB_OPTION, storePlace } from '../store-place.ts';
import { writeCharts } from '../write-charts.ts';

interface Options extends Where {
  readonly config?: string;
  readonly asOf?: string;
  readonly svg?: string;
  readonly format: 'text' | 'json' | 'md' | 'html';
  readonly decisions?: true;
  readonly where: readonly string[];
}

const WRITTEN: Readonly<Record<Options['format'], (report: DomainReport) => Promise<string> | string>> = {
  text: (report) => documentText(domainDocument(report), screen()),
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  md: (report) => documentMarkdown(domainDocument(report)),
  html: async (report) => {
    const { documentHtml } = await import('../../reports/document-html.ts');
    return documentHtml(domainDocument(report));
  },
};

const HELP = `
The HTML is one file with its pictures in it, to be read without a network
and without scripts, and to be printed.

Examples:
  leeway report refunds
  leeway report refunds --format html > refunds.html
  leeway report billing/refund.issue --svg charts
  leeway report refunds --decisions --where model=agent-2 --where verdict=wrong
  leeway report refunds --url http://127.0.0.1:7150 --format json

Exit codes:
  0  done            2  wrong usage or configuration, no such domain
  1  a fault         3  the store is empty or cannot be opened`;

export function reportCommand(program: Command): void {
  program
    .command('report')
    .description('say in full how reliable the AI has been in one domain, with pictures')
    .argument('<domain>', 'the domain, as leeway domains lists it')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--config <file>', 'limits and rules per domain (default: leeway.yaml, where there is one)')
    .option('--as-of <time>', 'judge as of this time (default: the newest time in the store)')
    .option('--decisions', 'list the decisions behind the figures instead, as CSV')
    .option(
      '--where <condition>',
      'with --decisions, those alone that meet it, such as confidence>=0.9 (repeatable)',
      (text: string, others: readonly string[]) => [...others, text],
      [],
    )
    .option('--svg <folder>', 'write each chart into this folder too, as SVG')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(Object.keys(WRITTEN)).default('text'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (domain: string, options: Options) => {
      const server = serverUrl(options);
      const asOf = options.asOf === undefined ? null : instant('--as-of', options.asOf);
      if (options.decisions === true) return listed(domain, server, asOf, options);
      if (options.where.length > 0)
        throw new Problem('usage', '--where: chooses among decisions; add --decisions');
      const report =
        server === null
          ? await reportFromStore(answerPlace(options.db), {
              ...{ domain, configuration: configurationOf(options), asOf },
            })
          : await reportFromServer(server, domain, asOf, options.config);
      if (options.svg !== undefined) await writeCharts(options.svg, domainDocument(report));
      await print(await WRITTEN[options.format](report));
    });
}

async function listed(
  domain: string,
  server: Server | null,
  asOf: string | null,
  options: Options,
): Promise<void> {
  const where = options.where.map(conditionFrom);
  if (server !== null) {
    const { bytesFromServer } = await import('../../http/client.ts');
    const path = serverPath(`/v1/domains/${pathName(domain)}/decisions.csv`, { asOf }, options.config);
    const asked = new URLSearchParams(options.where.map((one): [string, string] => ['where', one]));
    const csv = await bytesFromServer(server, `${path}${asOf === null ? '?' : '&'}${asked}`);
    return print(csv.toString('utf8'));
  }
  const question = { domain, configuration: configurationOf(options), asOf, where };
  await decisionsFromStore(storePlace(options.db), question, print);
}

async function reportFromServer(
  server: Server,
  domain: string,
  asOf: string | null,
  config: string | undefined,
): Promise<DomainReport> {
  const path = serverPath(`/v1/domains/${pathName(domain)}/reliability`, { asOf }, config);
  return answerOf(server, path, DomainReport);
}
