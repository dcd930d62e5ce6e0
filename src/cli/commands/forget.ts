import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { counted } from '../../reports/figures.ts';
import { type ForgetRequest, forget } from '../../workflows/forget.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options {
  readonly db?: string;
  readonly config?: string;
  readonly before?: string;
  readonly decision?: string;
  readonly reviewer?: string;
}

const HELP = `
--before removes decisions, their verdicts, and what was refused in those
days. What they said stays in the counts that recommendations read, so that
a record is no worse for it; slices, siblings and other rules no longer see
them, and scale: recalibrated is refused. --decision gives a decision another
name, and drops its answers and segments. --reviewer gives a reviewer another
name, for verdicts to come too.
What was forgotten is refused when it comes in again. Backups, exports and
the files that were read are yours to remove.

Examples:
  leeway forget --before 2026-01-01
  leeway forget --reviewer anna@example.org

Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened`;

export function forgetCommand(program: Command): void {
  program
    .command('forget')
    .description('remove old decisions from the store, or the name of one, or who a reviewer is')
    .option(...DB_OPTION)
    .option('--before <time>', 'all decisions that were made before this time')
    .option('--decision <id>', 'one decision')
    .option('--reviewer <id>', 'one reviewer')
    .option(
      '--config <file>',
      'the rules that decisions are counted by (default: leeway.yaml, where there is one)',
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const request = requestOf(options);
      const { decisions, verdicts } = await forget(storePlace(options.db), request);
      await print(told(request, decisions, verdicts));
    });
}

function requestOf(options: Options): ForgetRequest {
  const { before, decision, reviewer } = options;
  const asked: ForgetRequest[] = [
    ...(before === undefined
      ? []
      : [{ before: instant('--before', before), configuration: configurationOf(options) }]),
    ...(decision === undefined ? [] : [{ decision }]),
    ...(reviewer === undefined ? [] : [{ reviewer }]),
  ];
  const [one] = asked;
  if (one === undefined || asked.length > 1)
    throw new Problem('usage', 'forget: give one of --before TIME, --decision ID and --reviewer ID');
  return one;
}

function told(request: ForgetRequest, decisions: number, verdicts: number): string {
  const votes = counted(verdicts, 'verdict');
  if ('before' in request)
    return `${counted(decisions, 'decision')} and ${votes} forgotten; what they said stays in the counts\n`;
  if ('decision' in request)
    return decisions === 0
      ? 'no such decision in the store; it is refused from now on\n'
      : `the decision and ${votes} on it go by another name\n`;
  return `${votes} of the reviewer ${verdicts === 1 ? 'goes' : 'go'} by another name, and all to come\n`;
}
