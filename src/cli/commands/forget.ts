import type { Command } from 'commander';
import { Forgetting, Forgotten } from '../../contracts/forgetting.ts';
import { Problem } from '../../contracts/problem.ts';
import { counted } from '../../reports/figures.ts';
import { forget } from '../../workflows/forget.ts';
import { answerTo } from '../answer-of.ts';
import { instant } from '../instant.ts';
import { configurationOf } from '../limits.ts';
import { print } from '../screen.ts';
import { serverPath, serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
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
the files that were read are yours to remove. In unused space of the file its
bytes may stand on: leeway backup and restore make one without. A server takes
it from an administrator, and from who owns its store.

Examples:
  leeway forget --before 2026-01-01
  leeway forget --reviewer anna@example.org
  leeway forget --decision d-4711 --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened`;

export function forgetCommand(program: Command): void {
  program
    .command('forget')
    .description('remove old decisions from the store, or the name of one, or who a reviewer is')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
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
      const asked = askedBy(options);
      const server = serverUrl(options);
      const forgotten =
        server === null
          ? await forget(storePlace(options.db), asked, () => configurationOf(options))
          : await answerTo(
              server,
              { method: 'POST', path: serverPath('/v1/forgettings', {}, options.config), body: asked },
              Forgotten,
            );
      await print(told(asked, forgotten));
    });
}

/** @throws Problem usage: none of the three, or more than one */
function askedBy({ before, decision, reviewer }: Options): Forgetting {
  const asked = Forgetting.safeParse({
    before: before === undefined ? undefined : instant('--before', before),
    decision,
    reviewer,
  });
  if (!asked.success)
    throw new Problem('usage', 'forget: give one of --before TIME, --decision ID and --reviewer ID');
  return asked.data;
}

function told({ before, decision }: Forgetting, { decisions, verdicts }: Forgotten): string {
  const votes = counted(verdicts, 'verdict');
  if (before !== undefined)
    return `${counted(decisions, 'decision')} and ${votes} forgotten; what they said stays in the counts\n`;
  if (decision !== undefined)
    return decisions === 0
      ? 'no such decision in the store; it is refused from now on\n'
      : `the decision and ${votes} on it go by another name\n`;
  return `${votes} of the reviewer ${verdicts === 1 ? 'goes' : 'go'} by another name, and all to come\n`;
}
