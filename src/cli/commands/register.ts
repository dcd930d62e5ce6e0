import type { Command } from 'commander';
import { csv } from '../../contracts/csv.ts';
import { Register } from '../../contracts/register.ts';
import { REGISTER_COLUMNS, REGISTER_HEADINGS, registerRow } from '../../reports/register-row.ts';
import { registerFromStore } from '../../workflows/govern/register.ts';
import { answerOf } from '../answer-of.ts';
import { ROWS_FORMATS, type RowsFormat, rowsText } from '../print-rows.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly format: RowsFormat;
}

const HELP = `
One line per domain: its level, from which confidence the AI acts, whose
authority it is, who approved it, since when and until when; whether it is a
floor, and why; its last alarm. The CSV has every fact in a column of its own.

Examples:
  leeway register
  leeway register --format csv > register.csv

Exit codes:
  0  done            3  the store cannot be opened
  2  wrong usage`;

export function registerCommand(program: Command): void {
  program
    .command('register')
    .description('list which authority the AI holds today, in every domain')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async ({ format, ...where }: Options) => {
      const server = serverUrl(where);
      const register =
        server === null
          ? await registerFromStore(storePlace(where.db))
          : await answerOf(server, '/v1/register', Register);
      await print(registerText(register, format));
    });
}

function registerText(register: Register, format: RowsFormat): string {
  const columns = Object.entries(REGISTER_COLUMNS);
  if (format === 'csv')
    return csv([
      columns.map(([name]) => name),
      ...register.domains.map((entry) => columns.map(([, of]) => of(entry))),
    ]);
  return rowsText(
    {
      headings: REGISTER_HEADINGS,
      rows: register.domains.map((entry) => ({ ...registerRow(entry) })),
      figures: ['version', 'amount'],
      data: register,
      empty: 'no domains: the store is empty; fill it with leeway ingest FILE…',
    },
    format,
  );
}
