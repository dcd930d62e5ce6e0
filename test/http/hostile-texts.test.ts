import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Role } from '../../src/contracts/actor.ts';
import { StoreReport } from '../../src/contracts/store-report.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { ApiDocument, hostileCalls } from '../support/hostile-calls.ts';
import { serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const MARKUP = '<img src=x onerror=alert(1)>';

/** What each would break: a statement, a page, a header, a path, and whatever ends a text early. */
const TEXTS = {
  'of quotes, markup, headers and paths': `'; DROP TABLE decisions; -- " ${MARKUP} \r\nSet-Cookie: a=b ${'../'.repeat(9)}etc/passwd`,
  'of signs that are none': 'a\u0000b\ud800c\u202ed',
};

/** What a call needs elsewhere, so that it comes as far as the text. */
const KNOWN = { domain: 'refunds', id: 'P-0001', format: 'csv', expiresAt: '2026-07-01T00:00:00Z' };

async function guarded() {
  const path = join(temporaryFolder(), 'a.duckdb');
  const place = { path, now: NOW, actor: 'test' };
  await initStore(place, { salt: 's', hashReviewers: false });
  const { secret } = await tokenFor(place, 'all', Role.options);
  const server = await serving({ path });
  return { ...server, secret };
}

describe('a text that somebody hostile chose', () => {
  it.each(Object.entries(TEXTS))(
    'is taken as a text or refused, wherever it stands: %s',
    async (_name, text) => {
      const { url, secret, faults } = await guarded();
      const api = ApiDocument.parse((await ask(`${url}/openapi.json`, { as: secret })).json);
      const calls = hostileCalls(api, text, KNOWN);
      expect(calls.length).toBeGreaterThan(150);
      for (const { where, path, ...call } of calls) {
        const answer = await ask(`${url}${path}`, { ...call, as: secret });
        expect(answer.status, `${where}: ${answer.text}`).toBeLessThan(500);
        expect(String(answer.headers['set-cookie'] ?? ''), where).not.toContain('a=b');
        // What is no page is never shown as one.
        const type = String(answer.headers['content-type'] ?? '');
        if (/html/.test(type)) expect(answer.text, where).not.toContain(MARKUP);
        expect(answer.headers['x-content-type-options'], where).toBe('nosniff');
      }
      expect(faults).toEqual([]);
      expect((await ask(`${url}/v1/ledger/verification`, { as: secret })).json).toMatchObject({
        ok: true,
      });
      const { checks } = StoreReport.parse((await ask(`${url}/v1/doctor`, { as: secret })).json);
      expect(checks.filter(({ broken }) => broken > 0)).toEqual([]);
    },
  );
});
