import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { Proposal, ProposalState } from '../../contracts/proposal.ts';
import { proposalFromStore } from '../../workflows/govern/look.ts';
import { verifyProposalInStore } from '../../workflows/govern/verify-in-store.ts';
import { type ProposalCheck, verifyProposal } from '../../workflows/govern/verify-proposal.ts';
import { answerOf } from '../answer-of.ts';
import { EXIT } from '../fail.ts';
import { allProposals } from '../look.ts';
import { proposalRows, proposalText } from '../print-proposal.ts';
import { ROWS_FORMATS, type RowsFormat, rowsText } from '../print-rows.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly state?: string;
  readonly domain?: string;
  readonly format: RowsFormat;
}

export function proposalsCommand(program: Command): void {
  program
    .command('proposals')
    .description('list proposals, the newest last')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--state <state>', 'only those in this state').choices(ProposalState.options),
    )
    .option('--domain <domain>', 'only those of this domain')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText(
      'after',
      '\nExamples:\n  leeway proposals --state open\n  leeway proposals --domain refunds --format json',
    )
    .action(async ({ state, domain, format, ...where }: Options) => {
      const asked = (await allProposals(where)).filter(
        (one) =>
          (state === undefined || one.state === state) && (domain === undefined || one.domain === domain),
      );
      await print(rowsText(proposalRows(asked), format));
    });
}

export function showCommand(program: Command): void {
  program
    .command('show <id>')
    .description('show a proposal: what it asks for, how sure that is, and who has voted')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(['text', 'json']).default('text'),
    )
    .option('--pack', 'print the evidence that it rests on, as JSON')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway show P-0001\n  leeway show P-0001 --pack > pack.json')
    .action(
      async (
        id: string,
        options: {
          readonly db?: string;
          readonly url?: string;
          readonly format: string;
          readonly pack?: true;
        },
      ) => {
        const { proposal, pack } = await proposalAndPack(id, options);
        if (options.pack) await print(`${pack}\n`);
        else
          await print(
            options.format === 'json' ? `${JSON.stringify(proposal, null, 2)}\n` : proposalText(proposal),
          );
      },
    );
}

const VERIFY_HELP = `
Computes every figure of the proposal again from the evidence that was frozen
with it, and compares to the last digit. With --rows it also counts that
evidence again from the rows that the store had when the proposal was written.

Examples:
  leeway verify proposal P-0001
  leeway verify proposal P-0001 --rows

Exit codes:
  0  all of it holds
  7  something does not, and is named`;

export function verifyCommand(program: Command): void {
  const verify = program
    .command('verify')
    .description('check what can be checked again')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', '\nExamples:\n  leeway verify proposal P-0001');
  verify
    .command('proposal <id>')
    .description('compute the figures of a proposal again')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--rows', 'count its evidence again from the rows of the store, as it was then')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', VERIFY_HELP)
    .action(async (id: string, options: VerifyOptions) => {
      const checks = await checksOf(id, options);
      await print(
        checks.map(({ holds, sentence }) => `${holds ? 'holds' : 'FAILS'}  ${sentence}\n`).join(''),
      );
      if (checks.some(({ holds }) => !holds)) process.exitCode = EXIT.checkFailed;
    });
}

interface VerifyOptions extends Where {
  readonly rows?: true;
}

async function checksOf(id: string, { rows, ...where }: VerifyOptions): Promise<readonly ProposalCheck[]> {
  if (rows === true) {
    if (serverUrl(where) !== null)
      throw new Problem('usage', '--rows: only on a store that no server holds; stop it, or leave --url out');
    return verifyProposalInStore(storePlace(where.db), id);
  }
  const { proposal, pack } = await proposalAndPack(id, where);
  return verifyProposal(proposal, pack);
}

/** A proposal, and the text of what it rests on: what is checked is checked here, wherever that came from. */
async function proposalAndPack(
  id: string,
  where: { readonly db?: string; readonly url?: string },
): Promise<{ readonly proposal: Proposal; readonly pack: string }> {
  const server = serverUrl(where);
  if (server === null) return proposalFromStore(storePlace(where.db), id);
  const { bytesFromServer } = await import('../../http/client.ts');
  const path = `/v1/proposals/${encodeURIComponent(id)}`;
  return {
    proposal: await answerOf(server, path, Proposal),
    pack: (await bytesFromServer(server, `${path}/pack`)).toString('utf8'),
  };
}
