#!/usr/bin/env node
import { main } from './program.ts';

// A reader that closes the pipe early (head, less) is no fault; whoever wrote hears of anything else itself.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

// Ended in an orderly way, so that unpacked files do not stay behind.
for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

process.exitCode = await main(process.argv.slice(2));
