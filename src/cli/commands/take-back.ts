import type { Command } from 'commander';
import { pathName } from '../../contracts/path-name.ts';
import { Policy } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Governing } from '../../workflows/govern/governing.ts';
import { narrowDomain, revokeDomain } from '../../workflows/govern/take-back.ts';
import { amount } from '../amount.ts';
import { type Deed, decide } from '../decide.ts';
import { AS_OPTION, CONFIG_OPTION, type GovernOptions } from '../govern-options.ts';
import { policyRows } from '../print-proposal.ts';
import { rowsText } from '../print-rows.ts';
import { print } from '../screen.ts';
import { URL_OPTION } from '../server-url.ts';
import { share } from '../share.ts';
import { DB_OPTION } from '../store-place.ts';

interface NarrowOptions extends GovernOptions {
  readonly threshold?: string;
  readonly maxAmount?: string;
  readonly reason: string;
}

const help = (example: string): string => `
One person is enough, and no vote is asked: what takes authority back is never
slow. Giving it again takes a proposal.

Examples:
  ${example}

Exit codes:
  0  done            3  the store cannot be opened
  2  wrong usage     8  a rule does not allow it`;

export function takeBackCommands(program: Command): void {
  program
    .command('narrow <domain>')
    .description('let the AI act less in a domain, at once')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option('--threshold <t>', 'nothing below it any more')
    .option('--max-amount <money>', 'no larger amounts any more')
    .requiredOption('--reason <text>', 'why')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', help('leeway narrow refunds --threshold 0.95 --reason "a strike" --as bo'))
    .action(async (domain: string, options: NarrowOptions) => {
      const { threshold, maxAmount, reason } = options;
      if (threshold === undefined && maxAmount === undefined)
        throw new Problem(
          'usage',
          'narrow: give --threshold or --max-amount; leeway revoke takes everything',
        );
      const request = {
        ...{ domain, reason },
        threshold: threshold === undefined ? null : share('--threshold', threshold, true),
        maxAmount: maxAmount === undefined ? null : amount('--max-amount', maxAmount),
      };
      const { domain: _, ...body } = request;
      const work = (governing: Governing) => narrowDomain(governing, request);
      await print(told(await decide(options, { work, ...inDomain(domain, 'narrow', body) })));
    });
  program
    .command('revoke <domain>')
    .description('put a domain back into the loop, at once')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .requiredOption('--reason <text>', 'why')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', help('leeway revoke refunds --reason "a complaint" --as bo'))
    .action(async (domain: string, options: GovernOptions & { readonly reason: string }) => {
      const { reason } = options;
      const work = (governing: Governing) => revokeDomain(governing, domain, reason);
      await print(told(await decide(options, { work, ...inDomain(domain, 'revoke', { reason }) })));
    });
}

function told(policy: Policy): string {
  const record = { policy, proposal: null, plan: null, ended: null };
  return rowsText(policyRows([record], policy.validFrom), 'table');
}

/** What a server is told to do in a domain. */
function inDomain(domain: string, what: string, body: unknown): Pick<Deed<Policy>, 'order' | 'shape'> {
  const path = `/v1/domains/${pathName(domain)}/${what}`;
  return { order: { method: 'POST', path, body }, shape: Policy };
}
