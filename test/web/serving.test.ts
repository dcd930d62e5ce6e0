import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bundleConsole, firstLoad } from '../../tools/bundle-console.ts';

const MOST_FIRST_BYTES = 40 * 1024;
const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const at = (path: string): string => `${inject('consoles').center}${path}`;

describe('the files of the console', () => {
  it('come to 40 KiB of packed script at most before the first page stands, without what draws charts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-bundle-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const metafile = await bundleConsole(folder);
    const first = firstLoad(metafile);
    const bytes = first
      .map((file) => gzipSync(readFileSync(join(folder, 'assets', file.split('/').at(-1) ?? ''))).length)
      .reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(MOST_FIRST_BYTES);
    const sources = first.flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
    expect(sources.filter((source) => /node_modules\/(?:vega|zod)/.test(source))).toEqual([]);
    const all = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
    expect(all.filter((source) => /node_modules\/zod/.test(source))).toEqual([]);
  });

  it('are kept by a browser for good, and packed', async () => {
    const page = await (await fetch(at('/domains'), { headers: PAGE })).text();
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    for (const encoding of ['br', 'gzip']) {
      const { status, headers } = await fetch(at(script), { headers: { 'accept-encoding': encoding } });
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-encoding')).toBe(encoding);
    }
  });
});

describe('the server of the console', () => {
  it('answers with its page wherever a browser is sent, and asks that it be looked for again', async () => {
    for (const path of ['/', '/domains', '/domains/billing%2Frefund?by=day', '/anything/else']) {
      const { status, headers } = await fetch(at(path), { headers: PAGE });
      expect([status, headers.get('content-type')], path).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('etag')).not.toBeNull();
    }
  });

  it.each([
    '/v1/nowhere',
    '/assets/nowhere.js',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
  ])('answers %s with a problem', async (path) => {
    const { hostname, port } = new URL(inject('consoles').center);
    // As it is written: fetch would take the dots out.
    const asked = request({ hostname, port, path, headers: PAGE }).end();
    const [answer]: IncomingMessage[] = await once(asked, 'response');
    answer?.resume();
    expect([403, 404]).toContain(answer?.statusCode);
    expect(answer?.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('answers programs that ask for a page with a problem', async () => {
    const { status } = await fetch(at('/domains'), { headers: { accept: 'application/json' } });
    expect(status).toBe(404);
  });

  it('forbids whatever is not its own, with every answer', async () => {
    for (const path of ['/domains', '/v1/domains', '/v1/nowhere', '/healthz']) {
      const { headers } = await fetch(at(path), { headers: PAGE });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('packs what it says to programs where they take it so', async () => {
    for (const encoding of ['br', 'gzip']) {
      const answer = await fetch(at('/v1/recommendations'), { headers: { 'accept-encoding': encoding } });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(await answer.json()).toMatchObject({ version: 1 });
    }
  });
});
