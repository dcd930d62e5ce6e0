import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { WebhookStates } from '../../contracts/webhook.ts';
import type { Server } from '../../http/client.ts';
import { answerOf, answerTo } from '../answer-of.ts';
import { ROWS_FORMATS, type RowsFormat, rowsText } from '../print-rows.ts';
import { webhookRows } from '../print-webhooks.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION } from '../server-url.ts';

interface Options {
  readonly url?: string;
  readonly format: RowsFormat;
}

const HELP = `
A server tells webhooks of events of the ledger, and gives up what is not taken
within half an hour.

Examples:
  leeway webhooks list
  leeway webhooks resend --help`;

const RESEND_HELP = `
Each event comes with the id that it had, after newer ones. Where a webhook does
not take one again, the rest of its events stay; then the exit code is 7. It
takes a token of an administrator (LEEWAY_TOKEN).

Examples:
  leeway webhooks resend --url http://127.0.0.1:7150`;

export function webhooksCommand(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('how a server tells others of events, and what they would not take')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP);
  const verb = (name: string, description: string): Command =>
    webhooks
      .command(name)
      .description(description)
      .option(...URL_OPTION)
      .addOption(
        program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
      )
      .helpOption('-h, --help', 'print this help');
  verb('list', 'say how deliveries to each webhook are').action(async (options: Options) => {
    const states = await answerOf(asked(options), '/v1/webhooks', WebhookStates);
    await print(rowsText(webhookRows(states), options.format));
  });
  verb('resend', 'try once more what was given up, in the order of the ledger')
    .addHelpText('after', RESEND_HELP)
    .action(resend);
}

async function resend(options: Options): Promise<void> {
  const server = asked(options);
  const states = await answerTo(server, { method: 'POST', path: '/v1/webhooks/resend' }, WebhookStates);
  await print(rowsText(webhookRows(states), options.format));
  const left = states.webhooks.find(({ dead }) => dead > 0);
  if (left !== undefined)
    throw new Problem('check-failed', `${left.url}: ${left.lastError}; try again once it takes events`);
}

/** @throws Problem usage: no server is named */
function asked(options: Options): Server {
  const server = serverUrl(options);
  if (server === null)
    throw new Problem('usage', 'a server tells webhooks; name it with --url or LEEWAY_URL');
  return server;
}
