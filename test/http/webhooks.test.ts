import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { Configuration } from '../../src/contracts/configuration.ts';
import { LedgerPage } from '../../src/contracts/ledger-export.ts';
import { type WebhookState, WebhookStates } from '../../src/contracts/webhook.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { complaint, leeway, leewayServer } from '../support/leeway.ts';
import { type Received, receiver, until } from '../support/receiver.ts';
import { serving } from '../support/serving.ts';
import { temporaryFolder, textFile } from '../support/write-history.ts';

const SECRET = 'a secret of good length';
const QUICK = { firstPauseMs: 20, longestPauseMs: 40, attempts: 3, timeoutMs: 300 };
const floor = { method: 'PUT', body: { reason: 'a person answers', owner: 'legal' } };
const lift = { method: 'POST', body: { reason: 'it was a mistake' } };

interface Told {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly seq: number; readonly hash: string };
}

/** What was received, each checked as a receiver would that knows nothing but the secret and the documents. */
function told(received: readonly Received[]): Told[] {
  return received.map(({ headers, body }) => {
    const [, seconds, hex] = /^t=(\d+),v1=([\da-f]{64})$/.exec(String(headers['leeway-signature'])) ?? [];
    expect(createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex')).toBe(hex);
    expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    const event = JSON.parse(body);
    expect(event).toMatchObject({ specversion: '1.0', datacontenttype: 'application/json' });
    expect(body).not.toContain(SECRET);
    return event;
  });
}

async function place(): Promise<{ path: string; secret: string; other: string; cwd: string }> {
  const cwd = temporaryFolder();
  const at = { path: join(cwd, 'leeway.duckdb'), now: new Date().toISOString(), actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const { secret } = await tokenFor(at, 'ada', ['lead', 'board', 'admin'], { expiresAt });
  const { secret: other } = await tokenFor(at, 'bea', ['board'], { expiresAt });
  return { path: at.path, secret, other, cwd };
}

function hooked(url: string, more: object = {}): Configuration {
  const secret = `file:${textFile('secret', `${SECRET}\n`)}`;
  return Configuration.parse({
    webhooks: [{ url, secret, events: ['floor.set', 'floor.lifted'], ...more }],
  });
}

describe('a webhook', () => {
  it('is told in order of what it asked for, signed, and again until it takes it', async () => {
    const { path, secret: as, other } = await place();
    const hook = await receiver();
    const options = { configuration: hooked(hook.url, { domains: ['refunds', 'orders'] }), clock: Date.now };
    const { url } = await serving({ path, options, webhookPace: QUICK });
    const state = async (): Promise<WebhookState | undefined> =>
      WebhookStates.parse((await ask(`${url}/v1/webhooks`, { as })).json).webhooks[0];
    await until(async () => (await state())?.seq !== null);
    expect(await state()).toMatchObject({ waiting: 0, failures: 0, lastError: null, dead: 0 });
    hook.answers = [500, 'hang'];
    for (const domain of ['refunds', 'other'])
      expect((await ask(`${url}/v1/domains/${domain}/floor`, { as, ...floor })).status).toBe(200);
    expect((await ask(`${url}/v1/domains/refunds/floor/lift`, { as: other, ...lift })).status).toBe(200);
    await until(() => hook.received.length === 4);
    const events = told(hook.received);
    expect(events.map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      ...Array.from({ length: 3 }, () => 'dev.leeway.floor.set refunds'),
      'dev.leeway.floor.lifted refunds',
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    const { entries } = LedgerPage.parse((await ask(`${url}/v1/ledger`, { as })).json);
    expect(events.map(({ data }) => data)).toEqual(
      events.map(({ data }) => entries.find(({ seq }) => seq === data.seq)),
    );
    expect(events[0]?.id).toBe(`${events[0]?.data.seq}-${events[0]?.data.hash.slice(0, 16)}`);
    expect(events[0]?.source).toBe(`urn:leeway:ledger:${entries[0]?.hash.slice(0, 16)}`);
    await until(async () => (await state())?.waiting === 0);
    expect(await state()).toMatchObject({ lastError: 'it did not answer in time', dead: 0, failures: 0 });
    // One that is never taken lets the next pass; a redirect is no answer.
    hook.answers = [302, 500, 302];
    for (const domain of ['orders', 'refunds'])
      await ask(`${url}/v1/domains/${domain}/floor`, { as, ...floor });
    await until(() => hook.received.length === 8);
    expect(new Set(hook.received.map(({ path: at }) => at))).toEqual(new Set(['/hook']));
    await until(async () => (await state())?.waiting === 0);
    expect(await state()).toMatchObject({
      dead: 1,
      lastDead: { error: 'it answered 302, and redirects are not followed' },
    });
    const doctor = await ask(`${url}/v1/doctor`, { as });
    expect(doctor.json).toMatchObject({ deadLetters: 1 });
    expect((await ask(`${url}/v1/webhooks`)).status).toBe(401);
    // What was given up is tried again when somebody says so, and stays where it is not taken.
    const resend = { method: 'POST', as };
    const again = async () =>
      WebhookStates.parse((await ask(`${url}/v1/webhooks/resend`, resend)).json).webhooks;
    hook.answers = [503];
    expect(await again()).toMatchObject([{ dead: 1, lastError: 'it answered 503' }]);
    expect(await again()).toMatchObject([{ dead: 0, lastDead: null }]);
    expect(await again()).toMatchObject([{ dead: 0 }]);
    expect(hook.received).toHaveLength(10);
    const [givenUp, , , , , taken] = told(hook.received.slice(4));
    expect(taken).toEqual(givenUp);
    expect((await ask(`${url}/v1/webhooks/resend`, { ...resend, as: other })).status).toBe(403);
    hook.answers = [500, 500, 500, 410];
    await ask(`${url}/v1/domains/orders/floor/lift`, { as: other, ...lift });
    await until(async () => (await state())?.dead === 1);
    const env = { LEEWAY_URL: url, LEEWAY_TOKEN: as };
    const refused = await leeway(['webhooks', 'resend'], { env });
    expect(refused.code).toBe(EXIT.checkFailed);
    expect(refused.err).toContain(`${hook.url}: it answered 410; try again once it takes events`);
    const done = await leeway(['webhooks', 'resend', '--format', 'csv'], { env });
    expect([done.code, done.out]).toEqual([EXIT.done, expect.stringContaining(`\n${hook.url},0,0,0,`)]);
    const listed = await leeway(['webhooks', 'list', '--format', 'json'], { env });
    expect(JSON.parse(listed.out)).toMatchObject({ webhooks: [{ url: hook.url, dead: 0 }] });
    expect(complaint(await leeway(['webhooks', 'list']))).toMatch(/name it with --url or LEEWAY_URL$/);
  });

  it('loses nothing where it or the server is away, and hears the same by the same id after a kill', {
    timeout: 60_000,
  }, async () => {
    const { cwd, secret: as } = await place();
    let hook = await receiver();
    const secret = join(cwd, 'secret');
    writeFileSync(secret, SECRET);
    writeFileSync(
      join(cwd, 'leeway.yaml'),
      `webhooks: [{ url: '${hook.url}', secret: 'file:${secret}', events: [floor.set] }]\n`,
    );
    const first = await leewayServer([], cwd);
    const set = (url: string, domain: string) => ask(`${url}/v1/domains/${domain}/floor`, { as, ...floor });
    await until(
      async () =>
        WebhookStates.parse((await ask(`${first.url}/v1/webhooks`, { as })).json).webhooks[0]?.seq !== null,
    );
    // It got the second one and never says so: the server is killed before it hears.
    hook.answers = [204, 'hang'];
    await set(first.url, 'a');
    await set(first.url, 'b');
    await set(first.url, 'c');
    await until(() => hook.received.length === 2);
    first.process.kill('SIGKILL');
    await first.ended;
    const { port } = new URL(hook.url);
    await hook.stop();
    const second = await leewayServer([], cwd);
    await set(second.url, 'd');
    await until(
      async () =>
        WebhookStates.parse((await ask(`${second.url}/v1/webhooks`, { as })).json).webhooks[0]?.lastError !==
        null,
    );
    hook = await receiver(Number(port), hook.received);
    await until(() => hook.received.length >= 5);
    const events = told(hook.received);
    expect(events.map(({ subject }) => subject)).toEqual(['a', 'b', 'b', 'c', 'd']);
    expect(events[2]?.id).toBe(events[1]?.id);
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
    second.process.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('is refused where its secret would be read, or its events by others', async () => {
    const { cwd } = await place();
    const good = { url: 'https://example.org/x', secret: 'env:LEEWAY_TEST_SECRET', events: ['floor.set'] };
    const refusal = async (over: object, env: Record<string, string> = {}, ...more: object[]) => {
      writeFileSync(join(cwd, 'leeway.yaml'), JSON.stringify({ webhooks: [{ ...good, ...over }, ...more] }));
      return complaint(await leeway(['serve', '--port', '0'], { cwd, env }));
    };
    expect(await refusal({ secret: 'sesame open' })).toMatch(/webhooks\.0\.secret: says where the secret is/);
    expect(await refusal({ url: 'http://example.org/x' })).toMatch(/webhooks\.0\.url: is not https/);
    expect(await refusal({ url: 'https://a:b@example.org/x' })).toMatch(/has a name or a password in it/);
    expect(await refusal({ events: ['floor.gone'] })).toMatch(/webhooks\.0\.events\.0/);
    expect(await refusal({}, {}, good)).toMatch(/webhooks\.1\.url: is there already/);
    expect(await refusal({})).toMatch(/env:LEEWAY_TEST_SECRET is empty or not there/);
    expect(await refusal({}, { LEEWAY_TEST_SECRET: 'short' })).toMatch(/fewer than 16 characters/);
    expect(await refusal({ secret: 'file:none' })).toMatch(/file:none cannot be read/);
  });
});
