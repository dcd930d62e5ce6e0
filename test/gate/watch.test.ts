import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WatchedGate, type WatchOptions, watch } from '../../src/gate/index.ts';
import { policy, SALT } from '../support/policy.ts';

const DECISION = {
  ...{ domain: 'refunds', model: 'agent-1', confidence: 0.97 },
  amount: 40,
  decisionId: 'T-1',
};
const NOW = '2026-05-04T09:12:00Z';

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly etag?: string;
  readonly signature?: string;
}

/** A server that answers what it is told, as a server with ETags does, and remembers what it was asked with. */
async function publisher(first: Answer) {
  const asked: IncomingHttpHeaders[] = [];
  const state = { answer: first };
  const server = createServer((request, response) => {
    asked.push(request.headers);
    const { status = 200, body = '', etag, signature } = state.answer;
    if (etag !== undefined && request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    if (etag !== undefined) response.setHeader('etag', etag);
    if (signature !== undefined) response.setHeader('x-signature', signature);
    return response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/policies`;
  return { url, asked, state, server };
}

async function watched(url: string, over: Partial<WatchOptions> = {}) {
  const errors: string[] = [];
  const onError = (error: unknown): number => errors.push(String(error));
  const gate = watch(url, { salt: SALT, now: NOW, everyMs: 1e6, onError, ...over });
  onTestFinished(gate.close);
  await gate.ready;
  return { gate, errors };
}
const reasonOf = (gate: Pick<WatchedGate, 'route'>): string => gate.route(DECISION).reason;
const file = (...policies: unknown[]): string => JSON.stringify({ version: 1, policies });

describe('a watched gate', () => {
  it('follows what is published, and asks only for what is new', async () => {
    const { url, asked, state } = await publisher({ body: file(policy()), etag: '"1"' });
    const { gate, errors } = await watched(url, { headers: { authorization: 'Bearer t' } });
    expect(reasonOf(gate)).toBe('autonomous_threshold');
    await gate.refresh();
    expect(asked.map((one) => one['if-none-match'])).toEqual([undefined, '"1"']);
    expect(asked.every((one) => one.authorization === 'Bearer t')).toBe(true);
    state.answer = { body: JSON.stringify([policy({ autonomous: null, version: 8 })]), etag: '"2"' };
    await gate.refresh();
    expect(gate.route(DECISION)).toMatchObject({ reason: 'on_the_loop_threshold', policyVersion: 8 });
    state.answer = { body: '[]', etag: '"3"' };
    await gate.refresh();
    expect(reasonOf(gate)).toBe('unknown_domain');
    expect(errors).toEqual([]);
  });

  it('keeps the last sound policies through every failure, until they expire', async () => {
    let at = Date.parse(NOW);
    const { url, state, server } = await publisher({ body: file(policy()), etag: '"1"' });
    const { gate, errors } = await watched(url, { now: () => at });
    const failures: Answer[] = [
      { status: 500, body: '[]' },
      { status: 404 },
      { body: 'no JSON', etag: '"2"' },
      { body: '{"version":2,"policies":[]}', etag: '"3"' },
      { body: '{}' },
    ];
    for (const answer of failures) {
      state.answer = answer;
      await gate.refresh();
      expect(reasonOf(gate)).toBe('autonomous_threshold');
    }
    expect(errors).toHaveLength(failures.length);
    expect(errors[0]).toMatch(/policies: answered 500$/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gate.refresh();
    expect(errors).toHaveLength(failures.length + 1);
    expect(reasonOf(gate)).toBe('autonomous_threshold');
    at = Date.parse('2027-01-01T00:00:00Z');
    expect(reasonOf(gate)).toBe('policy_expired');
  });

  it('waits for no answer longer than it was told', async () => {
    const { url, server } = await publisher({});
    server.removeAllListeners('request');
    const { errors } = await watched(url, { timeoutMs: 50 });
    expect(errors).toEqual([expect.stringMatching(/timeout/i)]);
  });

  it('sends everything to a person until policies have come, and where one cannot be read', async () => {
    const { url, state } = await publisher({ status: 503 });
    const { gate, errors } = await watched(url);
    expect(reasonOf(gate)).toBe('unknown_domain');
    state.answer = { body: file({ ...policy(), approvedBy: [] }, policy({ domain: 'orders' })) };
    await gate.refresh();
    expect(reasonOf(gate)).toBe('policy_malformed');
    expect(gate.route({ ...DECISION, domain: 'orders' }).level).toBe('autonomous');
    expect(errors.slice(1)).toEqual([expect.stringMatching(/policy 0 cannot be read/)]);
  });

  it('believes only what verifies, where it is told how', async () => {
    const sign = (body: string | Uint8Array): string =>
      createHmac('sha256', 'key').update(body).digest('hex');
    const body = file(policy());
    const { url, state } = await publisher({ body, signature: sign('another') });
    const verify = async (bytes: Uint8Array, headers: Headers): Promise<boolean> =>
      headers.get('x-signature') === sign(bytes);
    const { gate, errors } = await watched(url, { verify });
    expect(reasonOf(gate)).toBe('unknown_domain');
    expect(errors).toEqual([expect.stringMatching(/signature does not hold/)]);
    state.answer = { body, signature: sign(body) };
    await gate.refresh();
    expect(reasonOf(gate)).toBe('autonomous_threshold');
    state.answer = { body: file(policy({ maxAmount: null })), signature: sign(body) };
    await gate.refresh();
    expect(reasonOf(gate)).toBe('autonomous_threshold');
    expect(errors).toHaveLength(2);
  });

  it('throws nothing at whoever made it, whatever its listener does', async () => {
    const gate = watch('http://127.0.0.1:1/', {
      ...{ salt: SALT, now: NOW },
      onError: () => {
        throw new Error('from the listener');
      },
    });
    onTestFinished(gate.close);
    await expect(gate.ready).resolves.toBeUndefined();
    await expect(gate.refresh()).resolves.toBeUndefined();
    expect(() => watch('http://127.0.0.1:1/', { salt: 'short', now: NOW })).toThrow(/16 characters/);
  });

  it('gives a gate that stays as it is now', async () => {
    let at = Date.parse(NOW);
    const { url, state } = await publisher({ body: file(policy()) });
    const { gate } = await watched(url, { now: () => at });
    const snapshot = gate.snapshot();
    state.answer = { body: '[]' };
    await gate.refresh();
    at = Date.parse('2028-01-01T00:00:00Z');
    expect(reasonOf(snapshot)).toBe('autonomous_threshold');
    expect(reasonOf(gate)).toBe('unknown_domain');
  });

  it('looks again by itself, and not once it is closed', async () => {
    const { url, asked } = await publisher({ body: file(policy()), etag: '"1"' });
    const { gate } = await watched(url, { everyMs: 5 });
    await expect.poll(() => asked.length).toBeGreaterThan(2);
    gate.close();
    await gate.refresh();
    const then = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(asked.length).toBe(then);
  });

  it('keeps no process alive', async () => {
    const entry = join(import.meta.dirname, '../../src/gate/index.ts');
    const script = `import { watch } from ${JSON.stringify(entry)};
      await watch('http://127.0.0.1:1/', { salt: ${JSON.stringify(SALT)}, now: Date.now }).ready;
      console.log('done');`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      ...{ encoding: 'utf8', timeout: 20_000, cwd: join(import.meta.dirname, '../..') },
    });
    expect(run).toMatchObject({ status: 0, stdout: 'done\n' });
  });
});
