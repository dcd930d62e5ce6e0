import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serving } from '../support/serving.ts';

/** Long after every server has ended that waits for nobody. */
const SOON_MS = 3000;
const ASK = 'GET /v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

async function connected(url: string, said: string) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let heard = '';
  socket.on('data', (piece: Buffer) => {
    heard += piece.toString();
  });
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise((resolve) => socket.once('connect', resolve));
  if (said !== '') socket.write(said);
  return { socket, ended, heard: () => heard };
}

describe('a server that ends', () => {
  it.each([
    ['on which nothing was ever asked', ''],
    ['on which half a request came', ASK.slice(0, 20)],
    ['that waits for its next request', ASK],
  ])('does not wait for a connection %s', async (_name, said) => {
    const { url, close } = await serving();
    const { ended, heard } = await connected(url, said);
    if (said === ASK) await expect.poll(heard).toContain('"mode"');
    else await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    await close();
    await ended;
    expect(performance.now() - began).toBeLessThan(SOON_MS);
  });

  it('answers what is asked, and ends the connection with that', async () => {
    const { url, close } = await serving();
    const body = '{"decision_id":"a","domain":"d","confidence":0.5,"decided_at":"2026-05-01T00:00:00Z"}\n';
    const head = `POST /v1/decisions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { socket, ended, heard } = await connected(url, head + body.slice(0, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(body.slice(10));
    await ended;
    await closed;
    expect(heard()).toMatch(/^HTTP\/1\.1 202 /);
  });
});
