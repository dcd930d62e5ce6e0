import type { Command } from 'commander';
import { type Alarm, AuthorityRecord, type Floor } from '../../contracts/governance.ts';
import { pathName } from '../../contracts/path-name.ts';
import { Problem } from '../../contracts/problem.ts';
import { visible } from '../../reports/figures.ts';
import { endFloor, makeFloor, reviewAlarmOf } from '../../workflows/govern/take-back.ts';
import { decide } from '../decide.ts';
import { AS_OPTION, CONFIG_OPTION, type GovernOptions } from '../govern-options.ts';
import { authorityRecord } from '../look.ts';
import { ROWS_FORMATS, type Rows, type RowsFormat, rowsText } from '../print-rows.ts';
import { print } from '../screen.ts';
import { URL_OPTION } from '../server-url.ts';
import { DB_OPTION } from '../store-place.ts';

interface FloorOptions extends GovernOptions {
  readonly reason?: string;
  readonly owner?: string;
  readonly legalSource?: string;
  readonly lift?: true;
  readonly format: RowsFormat;
}

const HELP = `
A floor never graduates, whatever its record says. Without a domain, floors are
listed. What the AI has there is revoked at once. Only somebody of the board
who did not set a floor lifts it.

Examples:
  leeway floor legal-notice --reason "a lawyer answers" --owner legal \\
    --legal-source "RDG, section 3" --as anna
  leeway floor legal-notice --lift --reason "the duty ended" --as bo`;

export function floorCommand(program: Command): void {
  program
    .command('floor [domain]')
    .description('make a domain one that never graduates, or list those')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option('--reason <text>', 'why it is one, or why it is one no more')
    .option('--owner <name>', 'who answers for it')
    .option('--legal-source <text>', 'the law or rule that it rests on')
    .option('--lift', 'end it')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (domain: string | undefined, options: FloorOptions) => {
      if (domain === undefined) {
        const { floors } = await authorityRecord(options);
        await print(rowsText(floorRows(floors), options.format));
        return;
      }
      const { reason, owner, legalSource, lift } = options;
      if (reason === undefined || (!lift && owner === undefined))
        throw new Problem('usage', `floor ${domain}: give --reason${lift ? '' : ' and --owner'}`);
      const floor = { reason, owner: owner ?? '', legalSource: legalSource ?? null };
      const path = `/v1/domains/${pathName(domain)}/floor`;
      const { floors } = await decide(options, {
        work: (governing) =>
          lift ? endFloor(governing, domain, reason) : makeFloor(governing, { domain, ...floor }),
        order: lift
          ? { method: 'POST', path: `${path}/lift`, body: { reason } }
          : { method: 'PUT', path, body: floor },
        shape: AuthorityRecord.pick({ floors: true }),
      });
      await print(rowsText(floorRows(floors), options.format));
    });
}

function floorRows(floors: readonly Floor[]): Rows<readonly Floor[]> {
  return {
    headings: { domain: 'domain', reason: 'reason', owner: 'owner', source: 'legal source', set: 'set' },
    rows: floors.map(({ domain, reason, owner, legalSource, setBy, setAt }) => ({
      ...{ domain: visible(domain), reason: visible(reason), owner: visible(owner) },
      ...{ source: visible(legalSource ?? '–'), set: `${setAt.slice(0, 10)} by ${visible(setBy)}` },
    })),
    ...{ figures: [], data: floors, empty: 'no floors' },
  };
}

interface AlarmOptions extends GovernOptions {
  readonly review?: string;
  readonly note: string;
  readonly format: RowsFormat;
}

const ALARMS_HELP = `
What takes authority back raises an alarm. Until a lead or somebody of the
board has reviewed it, nothing widens in its domain.

Examples:
  leeway alarms
  leeway alarms --review refunds:v3:drifted:2026-05-04 --note "a bad prompt" \\
    --as anna`;

export function alarmsCommand(program: Command): void {
  program
    .command('alarms')
    .description('list what took authority back, or say that somebody has looked at it')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option(...CONFIG_OPTION)
    .option(...AS_OPTION)
    .option('--review <id>', 'say that this alarm was reviewed')
    .option('--note <text>', 'what the review found', '')
    .addOption(
      program.createOption('--format <format>', 'how to print').choices(ROWS_FORMATS).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', ALARMS_HELP)
    .action(async (options: AlarmOptions) => {
      const { review, note } = options;
      const { alarms } =
        review === undefined
          ? await authorityRecord(options)
          : await decide(options, {
              work: (governing) => reviewAlarmOf(governing, review, note),
              order: {
                method: 'POST',
                path: `/v1/alarms/${encodeURIComponent(review)}/review`,
                body: { note },
              },
              shape: AuthorityRecord.pick({ alarms: true }),
            });
      await print(rowsText(alarmRows(alarms), options.format));
    });
}

function alarmRows(alarms: readonly Alarm[]): Rows<readonly Alarm[]> {
  return {
    headings: { id: 'alarm', domain: 'domain', raised: 'raised', state: 'reviewed', sentence: 'what' },
    rows: alarms.map(({ id, domain, raisedAt, reviewed, sentence }) => ({
      ...{ id: visible(id), domain: visible(domain), raised: raisedAt.slice(0, 10) },
      state: reviewed === null ? 'not yet' : `${reviewed.at.slice(0, 10)} by ${visible(reviewed.by)}`,
      sentence: visible(sentence),
    })),
    ...{ figures: [], data: alarms, empty: 'no alarms' },
  };
}
