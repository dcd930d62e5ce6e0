import zlib from 'node:zlib';
import fastify from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerHeaders } from '../../src/http/answer-headers.ts';
import { writtenOnce } from '../../src/http/written-once.ts';

const ANSWER = { domains: Array.from({ length: 500 }, (_, index) => `domain-${index}`) };

async function served() {
  const app = fastify();
  await answerHeaders(app);
  app.get('/held', (_request, reply) => reply.type('application/json').send(writtenOnce(ANSWER)));
  app.get('/made', () => ANSWER);
  return app;
}

describe('an answer', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['br', zlib.brotliDecompressSync, 'brotliCompressSync'],
    ['gzip', zlib.gunzipSync, 'gzipSync'],
  ] as const)('is packed once for all who read the same, as %s', async (encoding, unpack, pack) => {
    const packed = vi.spyOn(zlib, pack);
    const app = await served();
    for (let reader = 0; reader < 3; reader += 1) {
      const answer = await app.inject({ url: '/held', headers: { 'accept-encoding': encoding } });
      expect(answer.headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' });
      expect(JSON.parse(unpack(answer.rawPayload).toString())).toEqual(ANSWER);
    }
    expect(packed.mock.calls.length).toBe(1);
    packed.mockClear();
    for (let reader = 0; reader < 3; reader += 1)
      await app.inject({ url: '/made', headers: { 'accept-encoding': encoding } });
    expect(packed).toHaveBeenCalledTimes(3);
  });

  it('is plain for whoever unpacks nothing', async () => {
    const answer = await (await served()).inject({ url: '/held' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.json()).toEqual(ANSWER);
  });
});
