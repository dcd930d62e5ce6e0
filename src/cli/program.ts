import { Command, CommanderError } from 'commander';
import { Problem } from '../contracts/problem.ts';
import { EXIT, fail } from './fail.ts';
import { packageVersion } from './package-version.ts';

const HELP = `
Examples:
  leeway demo                               a bundled history, with the reasons
  leeway recommend history.csv --risk 0.02  your own history
  leeway init; leeway ingest *.parquet      a store, for a record that grows
  leeway recommend --help                   kinds of files, and every option

Exit codes:
  0  done                                   1  a fault of leeway's
  2  wrong usage or configuration           3  input refused
With --detailed-exitcode, recommend and run also say:
  10 changes proposed                       6  evidence stale
  5  nothing to do for want of evidence     4  a live domain breaks its limit`;

/** What the commands are called and where they are, in the order of the help. */
const COMMANDS: readonly (readonly [
  names: readonly string[],
  add: () => Promise<(program: Command) => void>,
])[] = [
  [['recommend'], async () => (await import('./commands/recommend.ts')).recommendCommand],
  [['audit-plan'], async () => (await import('./commands/audit-plan.ts')).auditPlanCommand],
  [['init'], async () => (await import('./commands/init.ts')).initCommand],
  [['ingest'], async () => (await import('./commands/ingest.ts')).ingestCommand],
  [['attach'], async () => (await import('./commands/attach.ts')).attachCommand],
  [['evidence'], async () => (await import('./commands/evidence.ts')).evidenceCommand],
  [['domains'], async () => (await import('./commands/domains.ts')).domainsCommand],
  [['report'], async () => (await import('./commands/report.ts')).reportCommand],
  [['doctor'], async () => (await import('./commands/doctor.ts')).doctorCommand],
  [['gate'], async () => (await import('./commands/gate.ts')).gateCommand],
  [['forget'], async () => (await import('./commands/forget.ts')).forgetCommand],
  [['ledger'], async () => (await import('./commands/ledger.ts')).ledgerCommand],
  [['serve'], async () => (await import('./commands/serve.ts')).serveCommand],
  [['backup'], async () => (await import('./commands/backup.ts')).backupCommand],
  [['restore'], async () => (await import('./commands/restore.ts')).restoreCommand],
  [['snapshot'], async () => (await import('./commands/snapshot.ts')).snapshotCommand],
  [['propose'], async () => (await import('./commands/propose.ts')).proposeCommand],
  [['plan'], async () => (await import('./commands/propose.ts')).planCommand],
  [['proposals'], async () => (await import('./commands/proposals.ts')).proposalsCommand],
  [['show'], async () => (await import('./commands/proposals.ts')).showCommand],
  [['packet'], async () => (await import('./commands/packet.ts')).packetCommand],
  [['approve', 'reject', 'request-changes'], async () => (await import('./commands/vote.ts')).voteCommands],
  [
    ['activate', 'withdraw', 'comment'],
    async () => (await import('./commands/vote.ts')).proposalStepCommands,
  ],
  [['narrow', 'revoke'], async () => (await import('./commands/take-back.ts')).takeBackCommands],
  [['floor'], async () => (await import('./commands/floor.ts')).floorCommand],
  [['alarms'], async () => (await import('./commands/floor.ts')).alarmsCommand],
  [['policies'], async () => (await import('./commands/policies.ts')).policiesCommand],
  [['register'], async () => (await import('./commands/register.ts')).registerCommand],
  [['token'], async () => (await import('./commands/token.ts')).tokenCommand],
  [['webhooks'], async () => (await import('./commands/webhooks.ts')).webhooksCommand],
  [['oversight'], async () => (await import('./commands/oversight.ts')).oversightCommand],
  [['export'], async () => (await import('./commands/export.ts')).exportCommand],
  [['verify'], async () => (await import('./commands/proposals.ts')).verifyCommand],
  [['run'], async () => (await import('./commands/run.ts')).runCommand],
  [['simulate'], async () => (await import('./commands/simulate.ts')).simulateCommand],
  [['backtest'], async () => (await import('./commands/backtest.ts')).backtestCommand],
  [['validate'], async () => (await import('./commands/validate.ts')).validateCommand],
  [['demo'], async () => (await import('./commands/demo.ts')).demoCommand],
];

/** Runs one command line; answers the exit code and never throws. */
export async function main(args: readonly string[]): Promise<number> {
  const asJson = /--format[= ]json(?: |$)/.test(args.join(' '));
  const program = new Command('leeway')
    .description('lets an AI act alone, one domain at a time, no faster than its record allows')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({ outputError: () => {} })
    .exitOverride()
    // What follows the name of a command belongs to that one.
    .enablePositionalOptions()
    .addHelpText('after', HELP);
  for (const add of await Promise.all(called(args).map(([, load]) => load()))) add(program);
  process.exitCode = EXIT.done;
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error, asJson);
    if (error.exitCode === 0) return EXIT.done;
    // Without a command the help has been printed, and says it all.
    return error.code === 'commander.help' ? EXIT.usage : fail(misused(error, program, args), asJson);
  }
}

/**
 * The command that is called, by itself: the others would only make its start longer. All for help, and for a name that
 * none has.
 */
function called([name = '']: readonly string[]): typeof COMMANDS {
  const own = COMMANDS.filter(([names]) => names.includes(name));
  return own.length > 0 ? own : COMMANDS;
}

/** Commander's words as a problem that says where to look. */
function misused(error: CommanderError, program: Command, args: readonly string[]): Problem {
  const command = program.commands.find((one) => one.name() === args[0]);
  const said = error.message.replace(/^error: /, '').replace(/\.$/, '');
  return new Problem('usage', `${said}; leeway ${command ? `${command.name()} ` : ''}--help says more`);
}
