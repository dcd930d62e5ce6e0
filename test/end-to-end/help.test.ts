import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { leeway } from '../support/in-process.ts';
import { leeway as leewayProcess, type Run } from '../support/leeway.ts';

const help = new Map<string, string>();

beforeAll(async () => {
  const main = await leewayProcess(['--help']);
  expect(main).toMatchObject({ code: 0, err: '' });
  help.set('', main.out);
  const [, list = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(main.out) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z-]+) /gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
  expect(commands).toEqual(expect.arrayContaining(['recommend', 'simulate', 'demo']));
  for (const name of commands) {
    const run = await leeway([name, '--help']);
    expect(run, name).toMatchObject({ code: 0, err: '' });
    help.set(name, run.out);
  }
});

describe('the help', () => {
  it('of every command has examples of that command, fits 80 columns and names no option twice', () => {
    for (const [name, text] of help) {
      const [, examples = ''] = /\nExamples:\n([\s\S]*?)(?:\n\n|\n?$)/.exec(text) ?? [];
      expect(examples, name).toContain(`leeway ${name}`);
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      const options = [...text.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option);
      expect(new Set(options).size, name).toBe(options.length);
    }
  });

  it('shows only commands and options that exist', () => {
    for (const [name, text] of help) {
      for (const [line, command = ''] of text.matchAll(/^.*\bleeway ([a-z-]+).*$/gm)) {
        expect(help.has(command), line).toBe(true);
        for (const [option] of line.matchAll(/--[a-z-]+/g))
          expect(`${help.get(command)}`, `${name}: ${line}`).toMatch(
            new RegExp(`^ {2}(?:-\\w, )?${option}\\b`, 'm'),
          );
      }
    }
  });

  it('names every exit code that a command of today can end with', () => {
    const codes = [
      EXIT.done,
      EXIT.fault,
      EXIT.usage,
      EXIT.inputRefused,
      EXIT.changesProposed,
      EXIT.stale,
      EXIT.wantOfEvidence,
      EXIT.limitBroken,
    ];
    for (const name of ['', 'recommend'])
      for (const code of codes)
        expect(help.get(name), `${code}`).toMatch(new RegExp(`(?:^| ) {1,}${code} +[a-z]`, 'm'));
  });

  it('is printed in place of an answer where no command is named, as wrong usage', async () => {
    const bare: Run = await leewayProcess([]);
    expect(bare).toEqual({ code: EXIT.usage, out: '', err: help.get('') });
    const [named, version] = [await leeway(['help', 'recommend']), await leeway(['--version'])];
    expect(named).toEqual({ code: 0, out: help.get('recommend'), err: '' });
    expect(version).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
  });
});
