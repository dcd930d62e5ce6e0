import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { IS_LONG } from '../support/is-long.ts';
import { type LookName, picture, standsInEvery, standsOnPaper } from '../support/looks.ts';
import { servedDemo } from '../support/served-board.ts';

const EVERY: readonly LookName[] = ['light', 'dark', 'narrow', 'wide'];

/** The gate looks at those that differ most, where there is least room; LEEWAY_LONG at each in every look. */
const SCREENS = [
  { name: 'proposals', path: '/proposals', as: 'bea', inGate: ['narrow'] },
  { name: 'proposal-to-vote-on', path: '/proposals/P-0002', as: 'bea', inGate: ['narrow'] },
  { name: 'proposal-disputed', path: '/proposals/P-0003', as: 'ada', inGate: [] },
  { name: 'propose', path: '/propose/password-reset?kind=standing-plan', as: 'ada', inGate: ['narrow'] },
  { name: 'ladder', path: '/ladder', as: 'bea', inGate: ['narrow'] },
  { name: 'authority', path: '/ladder/password-reset', as: 'bea', inGate: [] },
  { name: 'narrow', path: '/ladder/password-reset/narrow?threshold=0.97', as: 'bo', inGate: [] },
  { name: 'floor', path: '/ladder/refunds/floor', as: 'bo', inGate: [] },
  { name: 'ledger', path: '/ledger', as: '', inGate: ['narrow'] },
  { name: 'audit-plan', path: '/audit-plan', as: 'ada', inGate: ['narrow'] },
  { name: 'exports', path: '/exports', as: 'ada', inGate: ['narrow'] },
  { name: 'data', path: '/data', as: '', inGate: ['narrow'] },
] as const satisfies readonly { inGate: readonly LookName[]; [name: string]: unknown }[];
const LOOKED_AT = SCREENS.map(({ inGate, ...screen }) => ({
  ...screen,
  looks: IS_LONG ? EVERY : inGate,
})).filter(({ looks }) => looks.length > 0);

describe.skipIf(inject('browser') === null)('every screen of the board', () => {
  let demo: Awaited<ReturnType<typeof servedDemo>>;
  beforeAll(async () => {
    demo = await servedDemo();
  });
  afterAll(async () => {
    expect(demo.faults).toEqual([]);
    await demo.close();
  });

  it.each(LOOKED_AT)(
    '$name stands in its looks, without complaint and without hindrance, and on paper',
    async ({ name, path, as, looks }) => {
      const opened = await openPage(path, { as, at: demo.url });
      await standsInEvery(name, looks, opened);
      // Tables are printed alike: in the gate a proposal and their list stand for all.
      if (IS_LONG || name.startsWith('proposal')) await standsOnPaper(name, opened);
    },
  );

  it('tells a packet in the words and the order of the printed one', async () => {
    const { page, context } = await openPage('/proposals/P-0003', { as: 'ada', at: demo.url });
    await settled(page);
    const printed = await (await context.request.get('/v1/proposals/P-0003/packet?form=html')).text();
    const paper = await context.newPage();
    await paper.setContent(printed);
    const titles = (await page.locator('.items h2').allInnerTexts()).map((title) => title.trim());
    expect(titles).toEqual((await paper.locator('h2').allInnerTexts()).map((title) => title.trim()));
    expect(titles.length).toBeGreaterThan(14);
    await paper.close();
    const text = await page.locator('main').innerText();
    expect(text).toContain('4 of 4 checks hold');
    expect(text).toContain('on condition: only on weekdays');
    expect(text).toContain('Too early <b>for me</b>');
    expect(text).toContain('Against, or for changes: bo.');
  });

  it('holds every filter in the address', async () => {
    const at = demo.url;
    const { page } = await openPage('/proposals?waits=me', { as: 'bea', at });
    await settled(page);
    expect(await page.locator('tbody tr').count()).toBe(2);
    await page.getByLabel('Domain, author or number').fill('password');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    expect(new URL(page.url()).search).toBe('?waits=me&text=password');
    await page.goto('/ladder?level=floor');
    await settled(page);
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(['complaint']);
    await page.goto('/ledger?type=proposal.voted&subject=P-0003');
    await settled(page);
    expect(await page.locator('.event p').allInnerTexts()).toEqual([
      'bo rejected P-0003: “Too early <b>for me</b>”.',
      'bea approved P-0003, on condition: only on weekdays.',
    ]);
    await page.goto('/ledger?before=3');
    await settled(page);
    expect(await page.locator('.event-seq').allInnerTexts()).toEqual(['2', '1']);
    await page.goto('/ledger?since=2027-01-01');
    await settled(page);
    await page.getByRole('button', { name: 'Show everything' }).click();
    await expect.poll(() => page.locator('.event').count()).toBeGreaterThan(10);
  });

  it('says whether the ledger is whole, and shows an entry as it is kept', async () => {
    const { page } = await openPage('/ledger', { at: demo.url });
    await settled(page);
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await expect.poll(() => page.locator('.verify').innerText()).toMatch(/^Whole: \d+ entries, all,/);
    await page.getByText('As it is kept').first().click();
    expect(await page.locator('.event pre').first().innerText()).toContain('"hash": "');
  });

  it('says in a sentence what somebody may not do, and offers no button for it', async () => {
    const at = demo.url;
    const { page } = await openPage('/proposals/P-0002', { as: 'ada', at });
    await settled(page);
    expect(await page.locator('#decide').innerText()).toContain('You wrote this; somebody else approves it');
    expect(await page.getByLabel('Approve', { exact: true }).count()).toBe(0);
    const { page: board } = await openPage('/propose/refunds', { as: 'bea', at });
    await settled(board);
    expect(await board.locator('main').innerText()).toContain('A lead proposes; you are of the board.');
    expect(await board.locator('main form').count()).toBe(0);
    const { page: nobody } = await openPage('/proposals/P-0002', { at });
    await settled(nobody);
    expect(await nobody.locator('#decide').innerText()).toContain('Choose above who you are.');
    expect(await nobody.locator('#decide form').count()).toBe(0);
  });

  it('lets an alarm be reviewed, which stops every widening before', async () => {
    const { page } = await openPage('/ladder', { as: 'bo', at: demo.url });
    await settled(page);
    const banner = page.getByRole('region', { name: 'To look at first' });
    expect(await banner.innerText()).toContain('Errors have risen since 12 July');
    await page.goto('/domains/password-reset');
    await page.getByRole('link', { name: 'Review it' }).click();
    await page.getByLabel('What you found').fill('A wording that was changed back');
    await page.getByRole('button', { name: 'I have looked at this' }).click();
    await expect
      .poll(() => page.locator('#alarms').innerText())
      .toContain('Reviewed by bo on 25 July 2026: A wording that was changed back');
    await page.goto('/ladder');
    await settled(page);
    expect(await banner.count()).toBe(0);
  });

  it('says which file that was published is not what is in force any more, and who approved what is in it', async () => {
    const { page, context } = await openPage('/exports', { as: 'ada', at: demo.url });
    await settled(page);
    expect(await page.locator('.overview').innerText()).toMatch(
      /^Nothing was exported yet\.\s+In force: one policy, approved by bo; revision/,
    );
    const headers = { origin: demo.url };
    const publishes = async (path: string) => {
      const { revision } = await (await context.request.get('/v1/exports')).json();
      const data = { path, format: 'json', digest: 'a'.repeat(64), revision };
      expect((await context.request.post('/v1/exports', { data, headers })).status()).toBe(200);
    };
    await publishes('/etc/old.json');
    const narrowing = { threshold: 0.99, maxAmount: null, reason: 'A complaint' };
    const narrowed = '/v1/domains/password-reset/narrow';
    expect((await context.request.post(narrowed, { data: narrowing, headers })).status()).toBe(200);
    await publishes('/etc/new.json');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'flagd' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('flags.json');
    await page.goto('/exports?sort=path');
    await settled(page);
    expect(await page.locator('.lede').innerText()).toBe(
      'Of 2 files that were published 1 does not say what is in force: export it again.',
    );
    const rows = await page.locator('[aria-label="What was published"] tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split('\t').slice(0, 3))).toEqual([
      ['/etc/new.json', 'json', 'what is in force'],
      ['/etc/old.json', 'json', 'something else'],
    ]);
    expect(rows[0]?.split('\t')[5]).toBe('ada');
    expect(await page.locator('#formats tr', { hasText: 'flagd' }).innerText()).toContain('by ada');
    await page.goto('/exports?live=no');
    await settled(page);
    expect(await page.locator('[aria-label="What was published"] tbody th').allInnerTexts()).toEqual([
      '/etc/old.json',
    ]);
    await picture(page, 'exports-stale');
    expect(await hindrances(page)).toEqual([]);
  });

  it('offers nobody a file to bring in who may not', async () => {
    const { page } = await openPage('/data', { as: 'bea', at: demo.url });
    await settled(page);
    expect(await page.locator('#bring-in').innerText()).toContain('you are of the board.');
    expect(await page.locator('#bring-in form').count()).toBe(0);
  });
});

describe.skipIf(inject('browser') === null)('the screens of the board over an empty store', () => {
  it.each([
    ['/proposals', 'Nobody has proposed anything yet'],
    ['/ladder', 'No decisions yet'],
    ['/ladder/nowhere', 'There is no such domain'],
    ['/ledger', 'The ledger is empty'],
    ['/exports', 'Nothing was exported yet.'],
    ['/data', 'Nothing has come in yet'],
  ])('%s says what to do', async (path, words) => {
    const { page, complaints } = await openPage(path, { store: 'empty' });
    await settled(page);
    expect(await page.locator('main').innerText()).toContain(words);
    expect(await hindrances(page)).toEqual([]);
    expect(await complaints()).toEqual([]);
  });

  it('says that nobody decides where nobody is asked for a token', async () => {
    const { page } = await openPage('/domains/refunds');
    await settled(page);
    expect(await page.locator('.who').innerText()).toContain('you read, and nobody decides');
    expect(await page.getByRole('link', { name: 'Propose', exact: true }).count()).toBe(0);
  });
});
