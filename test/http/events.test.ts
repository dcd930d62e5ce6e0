import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { until } from '../support/receiver.ts';
import { serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const floor = { method: 'PUT', body: { reason: 'a person answers', owner: 'legal' } };

/** A client that reads events as they come: what it has heard, and whether the server has ended it. */
function listen(url: string, as: string, lastId: string | null = null) {
  const heard = { text: '', status: 0, isOver: false, headers: {} as Record<string, unknown> };
  const headers = {
    ...{ authorization: `Bearer ${as}`, 'accept-encoding': 'gzip, br' },
    ...(lastId !== null && { 'last-event-id': lastId }),
  };
  const outgoing = request(`${url}/v1/events`, { headers, agent: false }, (response) => {
    [heard.status, heard.headers] = [response.statusCode ?? 0, response.headers];
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      heard.text += text;
    });
    response.on('close', () => {
      heard.isOver = true;
    });
    response.on('error', () => {});
  });
  outgoing.on('error', () => {
    heard.isOver = true;
  });
  outgoing.end();
  onTestFinished(() => {
    outgoing.destroy();
  });
  /** Events by the fields of their form, read as the standard says. */
  const events = () =>
    heard.text
      .split('\n\n')
      .filter((block) => block.startsWith('id: '))
      .map((block) => {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
        const data = JSON.parse(String(fields['data']));
        expect(fields).toMatchObject({ id: String(data.seq), event: data.type });
        return { id: String(fields['id']), type: String(data.type), domain: data.domain };
      });
  return { heard, events, cut: () => outgoing.destroy() };
}

async function open(heartbeatMs = 15_000) {
  const path = join(temporaryFolder(), 'a.duckdb');
  const at = { path, now: '2026-06-01T00:00:00.000Z', actor: 'test' };
  await initStore(at, { salt: 's', hashReviewers: false });
  const { secret: ada } = await tokenFor(at, 'ada', ['lead', 'admin']);
  const some = await tokenFor(at, 'sam', ['viewer'], { domains: ['refunds'] });
  const server = await serving({ path, heartbeatMs });
  const set = (domain: string) => ask(`${server.url}/v1/domains/${domain}/floor`, { as: ada, ...floor });
  return { ...server, ada, some, set };
}

describe('GET /v1/events', () => {
  it('tells of events as they come, and goes on where a reader was cut off', async () => {
    const { url, ada, set } = await open();
    const first = listen(url, ada);
    await until(() => first.heard.text.startsWith('retry: '));
    expect(first.heard).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-cache, no-transform' },
    });
    expect(first.heard.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(first.heard.headers['content-encoding']).toBeUndefined();
    await set('a');
    await until(() => first.events().length === 1);
    // What came before it listened, the tokens, is not told.
    expect(first.events()).toMatchObject([{ type: 'floor.set', domain: 'a' }]);
    first.cut();
    await set('b');
    await set('c');
    const again = listen(url, ada, first.events()[0]?.id);
    await until(() => again.events().length === 2);
    await set('d');
    await until(() => again.events().length === 3);
    expect(again.events().map(({ domain }) => domain)).toEqual(['b', 'c', 'd']);
    expect((await ask(`${url}/v1/events`, { as: ada, headers: { 'last-event-id': 'x' } })).status).toBe(400);
    expect((await ask(`${url}/v1/events`)).status).toBe(401);
  });

  it('tells a reader of some domains of those alone, and nothing more once the token is closed', async () => {
    const { url, ada, some, set } = await open();
    const { heard, events } = listen(url, some.secret, '0');
    await until(() => heard.text !== '');
    for (const domain of ['other', 'refunds']) await set(domain);
    await until(() => events().length > 0);
    expect(events()).toMatchObject([{ type: 'floor.set', domain: 'refunds' }]);
    const revoke = { as: ada, method: 'POST', body: { reason: 'gone' } };
    expect((await ask(`${url}/v1/tokens/${some.token.id}/revoke`, revoke)).status).toBe(200);
    await until(() => heard.isOver);
    expect(events()).toHaveLength(1);
    expect(heard.text).not.toContain('other');
  });

  it('beats while nothing happens, and ends with the server', async () => {
    const { url, ada, close } = await open(50);
    const { heard } = listen(url, ada);
    await until(() => heard.text.split(': still here\n\n').length > 3);
    const began = Date.now();
    await close();
    expect(Date.now() - began).toBeLessThan(5000);
    await until(() => heard.isOver);
  });
});
