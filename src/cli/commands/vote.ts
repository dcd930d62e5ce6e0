import type { Command } from 'commander';
import { type Choice, Proposal } from '../../contracts/proposal.ts';
import {
  activateProposal,
  commentOn,
  voteOn,
  withdrawProposal,
} from '../../workflows/govern/decide-proposal.ts';
import type { Governing } from '../../workflows/govern/governing.ts';
import { type Deed, decide } from '../decide.ts';
import { gather } from '../gather.ts';
import { AS_OF_OPTION, AS_OPTION, CONFIG_OPTION, type GovernOptions } from '../govern-options.ts';
import { proposalText } from '../print-proposal.ts';
import { print } from '../screen.ts';
import { URL_OPTION } from '../server-url.ts';
import { DB_OPTION } from '../store-place.ts';

interface VoteOptions extends GovernOptions {
  readonly digest: string;
  readonly condition: readonly string[];
  readonly comment: string;
}

const VOTES: Readonly<Record<Choice, string>> = {
  approve: 'approve what a proposal says, as it was read',
  reject: 'refuse what a proposal says; where others approve it, this stands as dissent',
  'request-changes': 'ask the author for another content',
};

const voteHelp = (choice: Choice): string => `
A vote is on exactly what was read: --digest takes its digest, or the first 12
digits or more. Who wrote any part of a proposal never approves it.

Examples:
  leeway show P-0001
  leeway ${choice} P-0001 --digest 186240606cc9 --as bo

Exit codes:
  0  done            3  the store cannot be opened
  2  wrong usage     8  a rule does not allow it`;

export function voteCommands(program: Command): void {
  for (const [choice, description] of Object.entries(VOTES) as [Choice, string][])
    program
      .command(`${choice} <id>`)
      .description(description)
      .option(...DB_OPTION)
      .option(...URL_OPTION)
      .option(...CONFIG_OPTION)
      .option(...AS_OPTION)
      .option(...AS_OF_OPTION)
      .requiredOption('--digest <digest>', 'of the content that was read')
      .option('--condition <text>', 'a condition of the approval, any number of times', gather, [])
      .option('--comment <text>', 'why', '')
      .helpOption('-h, --help', 'print this help')
      .addHelpText('after', voteHelp(choice))
      .action(async (id: string, options: VoteOptions) => {
        const { digest, condition: conditions, comment } = options;
        const ballot = { choice, digest, conditions, comment };
        const deed = {
          ...onProposal(id, choice, { digest, conditions, comment }),
          work: (governing: Governing) => voteOn(governing, id, ballot),
        };
        await print(proposalText(await decide(options, deed)));
      });
}

export function proposalStepCommands(program: Command): void {
  program
    .command('activate <id>')
    .description('put an approved proposal into force')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option(...AS_OF_OPTION)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway activate P-0001 --as anna')
    .action(async (id: string, options: GovernOptions) => {
      const work = (governing: Governing) => activateProposal(governing, id);
      await print(proposalText(await decide(options, { ...onProposal(id, 'activate'), work })));
    });
  program
    .command('withdraw <id>')
    .description('take a proposal back before it is decided')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .requiredOption('--reason <text>', 'why')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway withdraw P-0001 --as anna --reason "too early"')
    .action(async (id: string, options: GovernOptions & { readonly reason: string }) => {
      const { reason } = options;
      const work = (governing: Governing) => withdrawProposal(governing, id, reason);
      await print(proposalText(await decide(options, { ...onProposal(id, 'withdraw', { reason }), work })));
    });
  program
    .command('comment <id>')
    .description('say something about a proposal')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .requiredOption('--text <text>', 'what')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway comment P-0001 --as bo --text "who saw these?"')
    .action(async (id: string, options: GovernOptions & { readonly text: string }) => {
      const { text } = options;
      const work = (governing: Governing) => commentOn(governing, id, text);
      await print(proposalText(await decide(options, { ...onProposal(id, 'comments', { text }), work })));
    });
}

/** What a server is told to do with a proposal. */
function onProposal(id: string, what: string, body?: unknown): Pick<Deed<Proposal>, 'order' | 'shape'> {
  const path = `/v1/proposals/${encodeURIComponent(id)}/${what}`;
  return { order: { method: 'POST', path, body }, shape: Proposal };
}
