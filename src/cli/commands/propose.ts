import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { Proposal } from '../../contracts/proposal.ts';
import { type ProposeRequest, propose } from '../../workflows/govern/propose.ts';
import { amount } from '../amount.ts';
import { decide } from '../decide.ts';
import { AS_OF_OPTION, AS_OPTION, CONFIG_OPTION, type GovernOptions } from '../govern-options.ts';
import { instant } from '../instant.ts';
import { proposalText } from '../print-proposal.ts';
import { print } from '../screen.ts';
import { URL_OPTION } from '../server-url.ts';
import { share } from '../share.ts';
import { DB_OPTION } from '../store-place.ts';

interface Options extends GovernOptions {
  readonly threshold?: string;
  readonly maxAmount?: string;
  readonly renew?: true;
  readonly edit?: string;
  readonly rationale: string;
}

const HELP = `
Takes the step that leeway recommend proposes, freezes the evidence that it
rests on, and opens a proposal for the board. --edit gives an open proposal a
new content: all votes on it are void. Nothing changes for the AI before the
quorum has approved and somebody has activated it.

Examples:
  leeway propose refunds --as anna --rationale "three quiet months"
  leeway propose refunds --as anna --threshold 0.95
  leeway propose refunds --as anna --renew

Exit codes:
  0  done            3  the store cannot be opened
  2  wrong usage     8  a rule, or the evidence, does not allow it`;

export function proposeCommand(program: Command): void {
  program
    .command('propose <domain>')
    .description('ask the board for the next step of a domain')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option(...AS_OF_OPTION)
    .option('--threshold <t>', 'a certified threshold (default: the lowest of one step)')
    .option('--max-amount <money>', 'no larger amounts than this')
    .option('--renew', 'ask for the same authority again, before it expires')
    .option('--edit <id>', 'give this proposal a new content instead of opening one')
    .option('--rationale <text>', 'why, in words for the board', '')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (domain: string, options: Options) => {
      if (options.renew && options.threshold !== undefined)
        throw new Problem('usage', '--renew asks for what there is; leave --threshold out');
      const kind = options.renew ? 'renewal' : 'promotion';
      const threshold =
        options.threshold === undefined ? null : share('--threshold', options.threshold, true);
      const wish = {
        ...{ domain, rationale: options.rationale },
        ...(options.maxAmount !== undefined && { maxAmount: amount('--max-amount', options.maxAmount) }),
      };
      const request = { ...wish, kind, threshold, plan: null } as const;
      const body = kind === 'renewal' ? { ...wish, kind } : { ...wish, kind, threshold };
      const proposal = await proposed(options, request, body);
      await print(proposalText(proposal));
    });
}

interface PlanOptions extends GovernOptions {
  readonly lowestThreshold: string;
  readonly highestCoverage: string;
  readonly highestAmount?: string;
  readonly until: string;
  readonly edit?: string;
  readonly rationale: string;
}

const PLAN_HELP = `
Asks the board for bounds within which leeway run may widen the domain by
itself, step by step, each step certified, within maxStep and the cooldown, and
logged against the plan. Any alarm that takes authority back ends the plan.

Examples:
  leeway plan refunds --as anna --lowest-threshold 0.9 --highest-coverage 0.6 \\
    --until 2026-12-31T00:00:00Z`;

export function planCommand(program: Command): void {
  program
    .command('plan <domain>')
    .description('ask the board for a standing plan: bounds within which a domain widens by itself')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option(...AS_OF_OPTION)
    .requiredOption('--lowest-threshold <t>', 'no step goes below it')
    .requiredOption('--highest-coverage <share>', 'no step takes more of all decisions')
    .option('--highest-amount <money>', 'no step lets a larger amount through')
    .requiredOption('--until <time>', 'no step after this')
    .option('--edit <id>', 'give this proposal a new content instead of opening one')
    .option('--rationale <text>', 'why, in words for the board', '')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', PLAN_HELP)
    .action(async (domain: string, options: PlanOptions) => {
      const { highestAmount } = options;
      const plan = {
        lowestThreshold: share('--lowest-threshold', options.lowestThreshold, true),
        highestCoverage: share('--highest-coverage', options.highestCoverage, true),
        highestAmount: highestAmount === undefined ? null : amount('--highest-amount', highestAmount),
        until: instant('--until', options.until),
      };
      const wish = { domain, kind: 'standing-plan', rationale: options.rationale, plan } as const;
      const proposal = await proposed(options, { ...wish, threshold: null }, wish);
      await print(proposalText(proposal));
    });
}

/** Opens a proposal, or gives one another content. */
function proposed(
  options: GovernOptions & { readonly edit?: string },
  request: Omit<ProposeRequest, 'edits'>,
  body: unknown,
): Promise<Proposal> {
  const edits = options.edit ?? null;
  return decide(options, {
    work: (governing) => propose(governing, { ...request, edits }),
    order:
      edits === null
        ? { method: 'POST', path: '/v1/proposals', body }
        : { method: 'PUT', path: `/v1/proposals/${encodeURIComponent(edits)}`, body },
    shape: Proposal,
  });
}
