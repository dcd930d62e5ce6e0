import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { validationMarkdown } from '../../reports/validation-markdown.ts';
import { validate } from '../../workflows/validate.ts';
import { validationTable } from '../print-validation.ts';
import { print } from '../screen.ts';
import { wholeNumber } from '../whole-number.ts';

interface Options {
  readonly quick?: boolean;
  readonly seed: string;
  readonly threads?: string;
  readonly format: 'table' | 'json' | 'md';
  readonly quiet?: boolean;
}

export function validateCommand(program: Command): void {
  program
    .command('validate')
    .description('measure the guarantee itself on simulated worlds, beside the usual methods')
    .option('--quick', 'a tenth of the lives, under a minute')
    .option('--seed <number>', 'what decides every coin', '1')
    .option('--threads <number>', 'worker threads (default: one a core)')
    .option('--quiet', 'print results only')
    .addOption(
      program
        .createOption('--format <format>', 'table, json or md')
        .choices(['table', 'json', 'md'])
        .default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText(
      'after',
      '\nExamples:\n  leeway validate --quick\n  leeway validate --format json > validation.json',
    )
    .action(async (options: Options) => {
      const bar = progressBar(options.quiet === true);
      const report = await validate({
        seed: wholeNumber('--seed', options.seed, 0),
        quick: options.quick === true,
        ...(options.threads === undefined ? {} : { threads: wholeNumber('--threads', options.threads, 1) }),
        onProgress: bar.update,
      });
      bar.stop();
      const render = {
        table: validationTable,
        md: validationMarkdown,
        json: (value: typeof report) => `${JSON.stringify(value, null, 2)}\n`,
      }[options.format];
      await print(render(report));
    });
}

/** On a terminal only: a log file is no place for a bar. */
function progressBar(quiet: boolean): { update: (done: number, all: number) => void; stop: () => void } {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: 'living {bar} {percentage} %, {eta_formatted} to go',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update: (done, all) => {
      if (!started) bar.start(all, 0);
      started = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
