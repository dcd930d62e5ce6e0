import type { Command } from 'commander';
import { authorityRecord } from '../look.ts';
import { policyRows } from '../print-proposal.ts';
import { ROWS_FORMATS, type RowsFormat, rowsText } from '../print-rows.ts';
import { print } from '../screen.ts';
import { URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly all?: true;
  readonly domain?: string;
  readonly format: RowsFormat;
}

export function policiesCommand(program: Command): void {
  program
    .command('policies')
    .description('list the policies in force, or all that ever were')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--all', 'those that have ended too')
    .option('--domain <domain>', 'only those of this domain')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText(
      'after',
      '\nExamples:\n  leeway policies\n  leeway policies --all --domain refunds --format md',
    )
    .action(async ({ all, domain, format, ...where }: Options) => {
      const { now } = storePlace(where.db);
      const { policies } = await authorityRecord(where);
      const asked = policies.filter(
        ({ policy, ended }) =>
          (domain === undefined || policy.domain === domain) &&
          (all || (ended === null && Date.parse(policy.expiresAt) > Date.parse(now))),
      );
      await print(rowsText(policyRows(asked, now), format));
    });
}
