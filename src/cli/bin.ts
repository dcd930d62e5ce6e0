#!/usr/bin/env node
import { main } from './program.ts';

// A reader that closes the pipe early (head, less) is no fault; whoever wrote hears of anything else itself.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

process.exitCode = await main(process.argv.slice(2));
