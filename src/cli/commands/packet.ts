import type { Command } from 'commander';
import { Packet } from '../../contracts/packet.ts';
import { packetFromStore, packetHtml } from '../../workflows/govern/packet.ts';
import { writeText } from '../../workflows/write-text.ts';
import { answerOf } from '../answer-of.ts';
import { EXIT } from '../fail.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly format: 'html' | 'json';
  readonly out?: string;
}

const HELP = `
One HTML file with its pictures in it, to be read without a network and without
scripts, and to be printed on A4 or Letter: what is allowed today, what is asked
for, how sure that is, what changes for people, what could go wrong, who
reviewed, what takes it back, who voted. Every figure of the proposal is
computed again from the evidence that was frozen with it; what is read from the
store as it is now says so.

Examples:
  leeway packet P-0001 --out P-0001.html
  leeway packet P-0001 --format json

Exit codes:
  0  done            2  wrong usage, no such proposal
  3  the store cannot be opened
  7  its evidence does not come to its figures (the packet says so too)`;

export function packetCommand(program: Command): void {
  program
    .command('packet <id>')
    .description('write all that the board needs to decide on a proposal, to be printed')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to write').choices(['html', 'json']).default('html'),
    )
    .option('--out <file>', 'where to write (default: standard output)')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (id: string, { format, out, ...where }: Options) => {
      const server = serverUrl(where);
      const packet =
        server === null
          ? await packetFromStore(storePlace(where.db), id)
          : await answerOf(server, `/v1/proposals/${encodeURIComponent(id)}/packet`, Packet);
      const text = format === 'json' ? `${JSON.stringify(packet, null, 2)}\n` : await packetHtml(packet);
      if (out === undefined) await print(text);
      else await writeText(out, text);
      if (packet.checks.some(({ holds }) => !holds)) process.exitCode = EXIT.checkFailed;
    });
}
