import type { Command } from 'commander';
import { csv } from '../../contracts/csv.ts';
import { Oversight } from '../../contracts/oversight.ts';
import { oversightDocument } from '../../reports/oversight-document.ts';
import { oversightRows } from '../../reports/oversight-rows.ts';
import { oversightFromStore } from '../../workflows/govern/oversight.ts';
import { answerOf } from '../answer-of.ts';
import { CONFIG_OPTION } from '../govern-options.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { documentText } from '../print-document.ts';
import { print, screen } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly config?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly format: 'text' | 'html' | 'csv' | 'json';
}

const WRITTEN: Readonly<Record<Options['format'], (oversight: Oversight) => Promise<string> | string>> = {
  text: (oversight) => documentText(oversightDocument(oversight), screen()),
  html: async (oversight) => {
    const { documentHtml } = await import('../../reports/document-html.ts');
    return documentHtml(oversightDocument(oversight));
  },
  csv: (oversight) => csv(oversightRows(oversight)),
  json: (oversight) => `${JSON.stringify(oversight, null, 2)}\n`,
};

const HELP = `
For auditors: how many decisions people judged, and how, by level, domain,
trigger and role of the reviewer; how long the first verdict took; what waits
and what is overdue; how many judged without seeing the answer, where known.

Examples:
  leeway oversight --from 2026-04-01 --to 2026-07-01
  leeway oversight --format html > oversight.html
  leeway oversight --format csv > oversight.csv

Exit codes:
  0  done            3  the store is empty or cannot be opened
  2  wrong usage or configuration`;

export function oversightCommand(program: Command): void {
  program
    .command('oversight')
    .description('say where and how people reviewed what the AI decided')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option('--from <time>', 'decisions from this time on (default: the first)')
    .option('--to <time>', 'decisions before this time (default: the last)')
    .option('--as-of <time>', 'verdicts up to this time (default: the newest in the store)')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(Object.keys(WRITTEN)).default('text'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const time = (name: string, text: string | undefined) =>
        text === undefined ? null : instant(name, text);
      const span = { from: time('--from', options.from), to: time('--to', options.to) };
      const question = { ...span, asOf: time('--as-of', options.asOf) };
      const server = serverUrl(options);
      const oversight =
        server === null
          ? await oversightFromStore(storePlace(options.db), {
              ...question,
              configuration: configurationOf(options),
            })
          : await answerOf(server, serverPath('/v1/oversight', question, options.config), Oversight);
      await print(await WRITTEN[options.format](oversight));
    });
}
