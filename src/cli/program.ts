import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { demoCommand } from './commands/demo.ts';
import { recommendCommand } from './commands/recommend.ts';
import { simulateCommand } from './commands/simulate.ts';
import { EXIT, fail } from './fail.ts';

/** Runs one command line; answers the exit code and never throws. */
export async function main(args: readonly string[]): Promise<number> {
  const asJson = /--format[= ]json(?: |$)/.test(args.join(' '));
  const program = new Command('leeway')
    .description('lets an AI act alone, one domain at a time, no faster than its record allows')
    .version(version())
    .showHelpAfterError('(--help says more)')
    .exitOverride();
  recommendCommand(program);
  simulateCommand(program);
  demoCommand(program);
  for (const command of program.commands) command.exitOverride();
  process.exitCode = EXIT.done;
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode);
  } catch (error) {
    // Commander has already said what was wrong with the words.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return fail(error, asJson);
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
