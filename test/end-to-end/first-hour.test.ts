import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProposalPage } from '../../src/contracts/proposal.ts';
import { Register } from '../../src/contracts/register.ts';
import { freePorts } from '../support/free-ports.ts';
import { builtCommand, ROOT } from '../support/leeway.ts';
import { blocksOf } from '../support/markdown.ts';
import { type Answer, ShellSession } from '../support/shell-session.ts';

/** What curl does of what the page asks of it, for a machine without it. */
const CURL = `
import { writeFileSync } from 'node:fs';
const [url, file] = [process.argv.at(-1), process.argv[process.argv.indexOf('-o') + 1]];
for (let left = 90; ; left--)
  try {
    writeFileSync(file, await (await fetch(url)).text());
    break;
  } catch (error) {
    if (left === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }`;

const PORT_OF_THE_PAGE = '7150';
const home = mkdtempSync(join(tmpdir(), 'leeway-first-hour-'));
const blocks = blocksOf(readFileSync(join(ROOT, 'docs/first-hour.md'), 'utf8'));
const ofTheDemo = blocksOf(readFileSync(join(ROOT, 'docs/recommendations.md'), 'utf8')).find(
  ({ title }) => title === 'demo',
);
/** Of the commands alone, so that what they leave there is theirs. */
const temporary = join(home, 'tmp');
let shell: ShellSession;
let port = 0;

beforeAll(async () => {
  [port = 0] = await freePorts(1);
  const [bin, spare] = [join(home, 'bin'), join(home, 'spare')];
  mkdirSync(bin);
  mkdirSync(spare);
  mkdirSync(temporary);
  const program = (path: string, file: string): void =>
    writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`, { mode: 0o755 });
  program(join(bin, 'leeway'), builtCommand());
  writeFileSync(join(spare, 'curl.mjs'), CURL);
  program(join(spare, 'curl'), join(spare, 'curl.mjs'));
  symlinkSync(process.execPath, join(bin, 'node'));
  // As `npm install @openfeature/flagd-core` leaves it.
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  shell = new ShellSession(home, [bin, '/usr/bin', '/bin', spare].join(':'), temporary);
});
afterAll(async () => {
  await shell.close();
  rmSync(home, { recursive: true, force: true });
});

const type = (line: string): Promise<Answer> => shell.type(line.replaceAll(PORT_OF_THE_PAGE, String(port)));

/** Each line is in what was said, in this order. */
function expectShown(lines: readonly string[], output: string): void {
  let from = 0;
  for (const line of lines) {
    const at = output.indexOf(line, from);
    expect(at, `the page shows, and nothing prints here:\n${line}\n\n${output}`).toBeGreaterThanOrEqual(0);
    from = at + line.length;
  }
}

/** What the demo holds, asked while it runs. */
async function expectBoardAtWork(): Promise<void> {
  const url = `http://127.0.0.1:${port}`;
  const asked = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init)).json();
  expect(await asked('/v1/session')).toMatchObject({
    mode: 'demo',
    people: ['anna', 'bo', 'cy', 'dora', 'vera'],
  });
  const { proposals } = ProposalPage.parse(await asked('/v1/proposals'));
  expect(proposals.map(({ domain, state }) => `${domain} ${state}`)).toEqual(
    expect.arrayContaining(['password-reset active', 'order-change demoted', 'refunds open']),
  );
  const register = Register.parse(JSON.parse(readFileSync(join(home, 'register.json'), 'utf8'))).domains;
  expect(register.find(({ domain }) => domain === 'regulatory-disclosure')?.level).toBe('floor');
  const as = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"as":"cy"}' };
  expect(await asked('/v1/session', as)).toMatchObject({ actor: { name: 'cy', roles: ['board'] } });
  expect((await fetch(`${url}/v1/session`, { ...as, body: '{"as":"mallory"}' })).status).toBe(403);
}

describe('the first hour', () => {
  it('goes as its page says, in an empty home directory, from the demo to the first demotion', {
    timeout: 300_000,
  }, async () => {
    let output = '';
    for (const { language, title, lines } of blocks) {
      if (language === 'js' || language === 'yaml') writeFileSync(join(home, title), `${lines.join('\n')}\n`);
      if (language === 'text') {
        expectShown(lines, output);
        output = '';
      }
      if (language !== 'sh') continue;
      for (const line of lines) {
        if (line.startsWith('kill')) await expectBoardAtWork();
        // Flags have whole seconds, and never say too early that a policy begins: a person would not be so quick.
        if (line.startsWith('node ask.mjs')) await new Promise((resolve) => setTimeout(resolve, 1000));
        const answer = await type(line);
        const says = `${line}\n${answer.output}`;
        if (title === 'refused') expect(answer.status, says).toBeGreaterThan(0);
        else expect(answer.status, says).toBe(0);
        output += answer.output;
      }
    }
    expect(readdirSync(temporary)).toEqual([]);
    const printed = readFileSync(join(home, 'demo.txt'), 'utf8');
    expectShown(ofTheDemo?.lines ?? expect.fail('no page shows the demo'), printed);
    expect(output).not.toContain('fault of leeway');
  });

  it('leaves out nothing that a newcomer has to see', () => {
    const typed = blocks.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);
    for (const word of ['demo', 'recommend', 'ingest', 'propose', 'approve', 'activate', 'export', 'run'])
      expect(
        typed.some((line) => line.startsWith(`leeway ${word}`)),
        word,
      ).toBe(true);
  });
});
