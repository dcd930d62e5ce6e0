import { Command, CommanderError } from 'commander';
import { Problem } from '../contracts/problem.ts';
import { attachCommand } from './commands/attach.ts';
import { auditPlanCommand } from './commands/audit-plan.ts';
import { backtestCommand } from './commands/backtest.ts';
import { backupCommand } from './commands/backup.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { domainsCommand } from './commands/domains.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { exportCommand } from './commands/export.ts';
import { alarmsCommand, floorCommand } from './commands/floor.ts';
import { forgetCommand } from './commands/forget.ts';
import { gateCommand } from './commands/gate.ts';
import { ingestCommand } from './commands/ingest.ts';
import { initCommand } from './commands/init.ts';
import { ledgerCommand } from './commands/ledger.ts';
import { oversightCommand } from './commands/oversight.ts';
import { packetCommand } from './commands/packet.ts';
import { policiesCommand } from './commands/policies.ts';
import { proposalsCommand, showCommand, verifyCommand } from './commands/proposals.ts';
import { planCommand, proposeCommand } from './commands/propose.ts';
import { recommendCommand } from './commands/recommend.ts';
import { registerCommand } from './commands/register.ts';
import { reportCommand } from './commands/report.ts';
import { restoreCommand } from './commands/restore.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { snapshotCommand } from './commands/snapshot.ts';
import { takeBackCommands } from './commands/take-back.ts';
import { tokenCommand } from './commands/token.ts';
import { validateCommand } from './commands/validate.ts';
import { proposalStepCommands, voteCommands } from './commands/vote.ts';
import { webhooksCommand } from './commands/webhooks.ts';
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
  recommendCommand(program);
  auditPlanCommand(program);
  initCommand(program);
  ingestCommand(program);
  attachCommand(program);
  evidenceCommand(program);
  domainsCommand(program);
  reportCommand(program);
  doctorCommand(program);
  gateCommand(program);
  forgetCommand(program);
  ledgerCommand(program);
  serveCommand(program);
  backupCommand(program);
  restoreCommand(program);
  snapshotCommand(program);
  proposeCommand(program);
  planCommand(program);
  proposalsCommand(program);
  showCommand(program);
  packetCommand(program);
  voteCommands(program);
  proposalStepCommands(program);
  takeBackCommands(program);
  floorCommand(program);
  alarmsCommand(program);
  policiesCommand(program);
  registerCommand(program);
  tokenCommand(program);
  webhooksCommand(program);
  oversightCommand(program);
  exportCommand(program);
  verifyCommand(program);
  runCommand(program);
  simulateCommand(program);
  backtestCommand(program);
  validateCommand(program);
  demoCommand(program);
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

/** Commander's words as a problem that says where to look. */
function misused(error: CommanderError, program: Command, args: readonly string[]): Problem {
  const command = program.commands.find((one) => one.name() === args[0]);
  const said = error.message.replace(/^error: /, '').replace(/\.$/, '');
  return new Problem('usage', `${said}; leeway ${command ? `${command.name()} ` : ''}--help says more`);
}
