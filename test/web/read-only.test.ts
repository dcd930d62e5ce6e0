import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveReplica } from '../../src/http/replica.ts';
import type { RunningServer } from '../../src/http/serve.ts';
import { snapshotStoreAt } from '../../src/workflows/keep-snapshots.ts';
import { tokenFor } from '../support/asking.ts';
import { boardStore } from '../support/board-store.ts';
import { openPage, settled } from '../support/console-page.ts';
import { standsInEvery } from '../support/looks.ts';

const WRITER = 'https://leeway.example.org';
const NOW = '2026-07-25T12:00:00.000Z';

describe.skipIf(inject('browser') === null)('the console of a server that only reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-read-only-'));
  const secrets: Record<string, string> = {};
  let server: RunningServer;
  const faults: unknown[] = [];

  beforeAll(async () => {
    const { at, configuration } = await boardStore(folder);
    // Whoever may do all that there is to do: nothing is left out for want of a role.
    for (const [name, roles] of Object.entries({ ada: ['lead', 'admin'], bea: ['board'] } as const))
      secrets[name] = (await tokenFor(at(NOW), name, [...roles])).secret;
    const snapshot = join(folder, 'snapshot.duckdb');
    await snapshotStoreAt(at(NOW), snapshot);
    server = await serveReplica({
      ...{ path: snapshot, host: '127.0.0.1', port: 0, writer: WRITER },
      consoleFolder: inject('consoleFolder'),
      options: {
        ...{ configuration, clock: () => Date.parse(NOW), mostSpooledBytes: 1e9, lingerMs: 5 },
        madeBy: { leeway: '0.0.0', code: null },
      },
      tell: (error) => faults.push(error),
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
    expect(faults).toEqual([]);
  });

  /** A page of somebody who has logged in; all that was sent to change something since, and refused. */
  async function pageOf(name: string, path: string) {
    const opened = await openPage('/', { at: server.url });
    const { page, context } = opened;
    await context.request.post('/v1/session', { data: { token: secrets[name] } });
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 405) refused.push(answer.url());
    });
    await page.goto(path);
    await settled(page);
    return { ...opened, refused };
  }

  /** What somebody could press that changes something. */
  const offers = (page: Page): Promise<readonly string[]> =>
    page
      .locator('main')
      .locator(
        'form.stacked button[type=submit], .acts a.act, .banner a[href^="/propose"], details.other-act',
      )
      .allInnerTexts();

  it.each([
    ['ada', '/domains', []],
    ['ada', '/domains/password-reset', ['Its authority']],
    ['ada', '/domains/password-reset?threshold=0.9', ['Its authority']],
    ['ada', '/propose/password-reset?kind=standing-plan', []],
    ['bea', '/proposals/P-0002', ['Go to the decision', 'Save the packet to print']],
    ['ada', '/proposals/P-0002', ['Go to the decision', 'Save the packet to print']],
    ['ada', '/ladder/password-reset', ['Its record']],
    ['ada', '/ladder/password-reset/narrow?threshold=0.97', []],
    ['ada', '/data', []],
    ['ada', '/settings', []],
  ] as const)(
    'offers %s nothing at %s that would write, and says where the writer is',
    async (name, path, left) => {
      const { page } = await pageOf(name, path);
      expect(await offers(page)).toEqual(left);
      const note = page.locator('.snapshot-note');
      expect(await note.innerText()).toBe(
        `This server shows a snapshot and only reads; what changes anything is done at ${WRITER}.`,
      );
      expect(await note.getByRole('link').getAttribute('href')).toBe(`${WRITER}${path}`);
    },
  );

  it('says of each act who does it, and where', async () => {
    const said: string[] = [];
    for (const path of ['/proposals/P-0002', '/settings', '/data', '/propose/password-reset']) {
      const { page } = await pageOf('ada', path);
      said.push(await page.locator('main').innerText());
    }
    for (const [place, words] of [
      'Leads and the board vote',
      'An administrator changes rules and gives tokens',
      'Whoever has the role ingest, or an administrator, brings in records',
      'A lead proposes',
    ].entries())
      expect(said[place]).toContain(`${words} at ${WRITER}; this server only reads.`);
  });

  it('draws what to review, which writes nothing, and stands without complaint', async () => {
    const opened = await pageOf('ada', '/audit-plan');
    const { page, refused } = opened;
    const word = page.getByLabel('A word of your own');
    if ((await word.count()) > 0) await word.fill('marigold');
    await page.getByRole('button', { name: /^(?:Draw|Save) them/ }).click();
    await page.getByText(/They stand in to-review-/).waitFor();
    expect(refused).toEqual([]);
    await standsInEvery('read-only', await pageOf('bea', '/proposals/P-0002'));
  });
});
