import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createGate } from '../../src/gate/index.ts';
import { builtCommand, complaint, leeway, type RunOptions } from '../support/leeway.ts';
import { policy, SALT } from '../support/policy.ts';
import { onlyEvidence, readFiles } from '../support/read-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-gate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
put('policies.json', { version: 1, policies: [policy()], more: 'is not read' });
put('salt.txt', `${SALT}\n`);

const NOW = '2026-05-04T09:12:00.000Z';
const env = { LEEWAY_SALT: SALT };
const gate = (args: string, options: RunOptions = { env }) =>
  leeway(['gate', ...args.split(' '), '--as-of', NOW], { cwd: folder, ...options });

describe('leeway gate', () => {
  it('routes one decision and says why, by a salt from a file or from LEEWAY_SALT', async () => {
    const one = 'refunds --confidence 0.97 --model agent-1 --amount 40 --policies policies.json --id';
    const library = createGate([policy()], { salt: SALT, now: NOW });
    const decision = { domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40, triggers: ['vip'] };
    const expected = library.route({ ...decision, decisionId: 'T-1' });
    const [json, table] = await Promise.all([
      gate(`${one} T-1 --trigger vip --format json --salt-file salt.txt`, {}),
      gate(`${one} T-1 --trigger vip --trigger legal`),
    ]);
    expect(json).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(json?.out ?? '')).toEqual(expected);
    expect(table).toEqual({
      ...{ code: 0, err: '' },
      out: 'refunds: in-the-loop, a person decides, policy 7\nit has a trigger that always goes to a person (always_review)\n',
    });
  });

  it('routes JSON lines as they come, and what it writes is a history', async () => {
    const child = spawn(
      process.execPath,
      [await builtCommand(), 'gate', '--policies', 'policies.json', '--as-of', NOW],
      { cwd: folder, env: { ...process.env, ...env } },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString('utf8');
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const row = { decision_id: 'T-1', domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40 };
    child.stdin.write(`${JSON.stringify({ ...row, language: 'ä' })}\n{"decision_id":12,`);
    await expect.poll(() => out, { timeout: 20_000 }).toMatch(/\n$/);
    expect(JSON.parse(out)).toMatchObject({ ...row, language: 'ä', decided_at: NOW, route: 'autonomous' });
    child.stdin.write('"domain":"refunds","confidence":0.9,"model":"agent-1","amount":1}\n\n[1]\nno JSON\n');
    child.stdin.end(JSON.stringify({ ...row, decision_id: 'T-2', amount: null, decided_at: '2026-05-01' }));
    expect(await ended).toBe(0);
    expect(err).toBe('leeway: 2 lines held no JSON object: sent to a person\n');
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map((one) => [one.route, one.review_probability, one.policy, one.route_reason])).toEqual([
      ['autonomous', 0.05, '7', 'autonomous_threshold'],
      ['on-the-loop', 0.3, '7', 'on_the_loop_threshold'],
      ['in-the-loop', 1, null, 'input_malformed'],
      ['in-the-loop', 1, null, 'input_malformed'],
      ['in-the-loop', 1, '7', 'amount_missing'],
    ]);
    // A number is an id by its digits.
    const { audit } = createGate([policy()], { salt: SALT, now: NOW }).route({
      ...{ domain: 'refunds', confidence: 0.9, model: 'agent-1', amount: 1, decisionId: '12' },
    });
    expect(rows[1].audit).toBe(audit);
    expect(rows[4].decided_at).toBe('2026-05-01');
    put('routed.jsonl', out);
    const reading = await readFiles(join(folder, 'routed.jsonl'), { asOf: '2026-06-01T00:00:00Z' });
    expect(reading.summary).toMatchObject({ decisions: 3, quarantined: 2 });
    expect(onlyEvidence(reading).cells.map(({ inclusion }) => inclusion)).toEqual([0.05, 1, 0.3]);
  });

  it('says in one line what is missing or wrong, and what to do', async () => {
    const calls: [string, RunOptions?][] = [
      ['refunds --confidence 0.97 --policies policies.json', { env: { LEEWAY_SALT: '' } }],
      ['refunds --policies policies.json --confidence high'],
      ['refunds --policies policies.json --segment nl'],
      ['--policies policies.json --confidence 0.9'],
      ['refunds'],
    ];
    const runs = await Promise.all(calls.map(([args, options]) => gate(args, options)));
    expect(runs.map((run) => `${run.code} ${complaint(run)}`)).toEqual([
      '2 policies.json: lets the AI act, and without a salt nobody can draw audits; give --salt-file FILE or LEEWAY_SALT, a secret of 16 characters or more that stays the same (openssl rand -hex 32 makes one)',
      '2 --confidence high: not a number; give one such as 0.97',
      '2 --segment nl: name column and value, for example --segment language=nl',
      '2 --confidence: is of one decision; name its domain, or leave it out',
      "2 required option '--policies <file>' not specified; leeway gate --help says more",
    ]);
  });
});
