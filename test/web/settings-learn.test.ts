import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { standsInEvery, standsOnPaper } from '../support/looks.ts';
import { servedSettings } from '../support/served-settings.ts';

const SCREENS = [
  { name: 'settings', path: '/settings?domain=refunds', as: 'max' },
  { name: 'settings-read', path: '/settings', as: 'bea' },
  { name: 'learn', path: '/learn?rate=4&limit=5&verdicts=2000', as: 'bea' },
] as const;

describe.skipIf(inject('browser') === null)('settings and what they mean', () => {
  let served: Awaited<ReturnType<typeof servedSettings>>;
  beforeAll(async () => {
    served = await servedSettings();
  });
  afterAll(async () => {
    expect(served.faults).toEqual([]);
    await served.close();
  });

  it.each(SCREENS)(
    '$name stands in every look, without complaint and without hindrance, and on paper',
    async ({ name, path, as }) => {
      const opened = await openPage(path, { as, at: served.url });
      await standsInEvery(name, opened);
      await standsOnPaper(name, opened);
    },
  );

  it('shows what changes and for whom before it is saved, and then goes by it', async () => {
    const { page, complaints } = await openPage('/settings', { as: 'max', at: served.url });
    await settled(page);
    const form = page.getByRole('region', { name: 'Change rules' });
    await page.getByLabel('Highest error rate, %').fill('4');
    await page.getByLabel('Rules of').selectOption('refunds');
    expect(new URL(page.url()).search).toBe('?domain=refunds');
    await page.getByLabel('Larger amounts go to a person').fill('200');
    await form.getByRole('button', { name: 'Show what changes' }).click();
    const rows = form.locator('tbody tr');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual([
        expect.stringMatching(
          /^Highest error rate, all domains\s+5.%\s+4.%\s+<img src=x onerror=alert\(1\)>, complaints$/,
        ),
        expect.stringMatching(/^Larger amounts go to a person, refunds\s+250\s+200\s+refunds$/),
      ]);
    await form.getByLabel('Why').fill('Two complaints');
    await form.getByRole('button', { name: 'Save these rules' }).click();
    await page.getByText('Saved: the server goes by these rules now.').waitFor();
    const text = readFileSync(served.file, 'utf8');
    expect(text).toContain('risk: 0.04, alwaysReview: [regulatory, legal_intent] } # all of them');
    expect(text).toContain('refunds:   { risk: 0.02,   maxAmount: 200, quorum: 2 }');
    await page.goto('/ledger?type=configuration.changed');
    await settled(page);
    expect(await page.locator('.event p').innerText()).toBe(
      'max changed rules: defaults.risk 0.05 to 0.04, domains.refunds.maxAmount 250 to 200: “Two complaints”.',
    );
    expect(await complaints()).toEqual([]);
  });

  it('says what is wrong with a text, what may not be saved here, and that the file was changed on its machine', async () => {
    const { page } = await openPage('/settings#file', { as: 'max', at: served.url });
    await settled(page);
    const part = page.getByRole('region', { name: 'The whole file' });
    const field = part.getByRole('textbox');
    const text = await field.inputValue();
    await field.fill('defaults: { risk: 2, hello: 1 }');
    const show = part.getByRole('button', { name: 'Show what changes' });
    await show.click();
    await expect.poll(() => part.locator('.not-done').innerText()).toContain('defaults.risk: ');
    expect(await part.getByRole('button', { name: 'Save these rules' }).count()).toBe(0);
    expect(await hindrances(page)).toEqual([]);
    await field.fill(text.replace('quorum: 2', 'quorum: 1'));
    // What was shown was of another text.
    expect(await part.locator('.not-done').count()).toBe(0);
    await show.click();
    await expect.poll(() => part.locator('.not-done').innerText()).toContain('G27');
    await field.fill(`${text}# by hand\n`);
    await show.click();
    await part.getByLabel('Why').fill('A remark');
    writeFileSync(served.file, `${text}# somebody else\n`);
    await part.getByRole('button', { name: 'Save these rules' }).click();
    await expect
      .poll(() => part.getByRole('alert').innerText())
      .toContain('Somebody has changed leeway.yaml on its machine');
    await page.reload();
    await expect.poll(() => part.getByRole('alert').innerText()).toContain('cannot be changed here');
    writeFileSync(served.file, text);
    await part.getByRole('button', { name: 'Look again' }).click();
    await field.waitFor();
  });

  it('offers nothing to whoever may not change rules', async () => {
    const { page } = await openPage('/settings', { as: 'bea', at: served.url });
    await settled(page);
    expect(await page.locator('#rules').innerText()).toContain(
      'An administrator changes rules and gives tokens; you are of the board.',
    );
    expect(await page.locator('main form, main textarea, main details').count()).toBe(0);
    expect(await page.locator('#rules tbody').innerText()).toContain('<img src=x onerror=alert(1)> 40');
  });

  it('says what is wrong where the rules do not come', async () => {
    const { page, context } = await openPage('/learn', { as: 'max', at: served.url });
    await context.route('**/v1/configuration', (route) => route.abort());
    await page.goto('/settings');
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await context.unroute('**/v1/configuration');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Change rules' }).waitFor();
  });

  it('explains a word at its own address, and finds others', async () => {
    const { page } = await openPage('/learn#coverage', { as: 'bea', at: served.url });
    await settled(page);
    await expect
      .poll(() =>
        page.evaluate(`document.getElementById('coverage').getBoundingClientRect().top < innerHeight`),
      )
      .toBe(true);
    await page.getByLabel('Find a term').fill('AUDIT');
    expect(new URL(page.url()).search).toBe('?find=AUDIT');
    expect(await page.locator('.terms dt').allInnerTexts()).toEqual(['audit', 'audit rate']);
    await page.getByLabel('Find a term').fill('zzz');
    await page.getByRole('button', { name: 'Show all terms' }).click();
    // Every link to a word leads to one.
    const lost = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main a[href^="#"]')].filter((link) => document.getElementById(link.hash.slice(1)) === null).map((link) => link.hash)`,
    );
    expect(lost).toEqual([]);
  });

  it('lets a reader settle the truth, and shows what its record would say', async () => {
    const { page } = await openPage('/learn', { as: 'bea', at: served.url });
    await settled(page);
    const reading = page.locator('.toy-reading');
    const chart = page.getByRole('figure').locator('figcaption');
    const before = [await reading.innerText(), await chart.innerText()];
    expect(before[0]).toMatch(
      /^Of 1.000 domains that are wrong in 2.% of cases, 9\d\d are certified below 5.%/,
    );
    await page.getByRole('button', { name: 'Another domain like it' }).click();
    await expect.poll(() => chart.innerText()).not.toBe(before[1]);
    await page.goto('/learn');
    await settled(page);
    expect([await reading.innerText(), await chart.innerText()]).toEqual(before);
    await page.getByLabel('Its true error rate, %').fill('5');
    await expect.poll(() => reading.innerText()).toContain('at most 5\u00a0% ever are, about 50 of them');
    // The table is that of the exact binomial, and of the bound that holds every night.
    const tables = await page.locator('#verdicts tbody').allInnerTexts();
    expect(tables[0]).toMatch(/5.%\s+77\s+126\s+168/);
    expect(tables[1]).toMatch(/5.%\s+59\s+93\s+124\s+153\s+208\s+336\s+117/);
    expect(tables[1]).toMatch(/0\.5.%\s+598\s/);
  });

  it('gives a token, shows it once, and closes it', async () => {
    const { page } = await openPage('/settings', { as: 'max', at: served.url });
    await settled(page);
    await page.getByText('Give somebody a token').click();
    expect(await page.locator('#tokens').innerText()).toContain('The first token closes the house');
    await page.getByLabel('Who holds it').fill('max');
    await page.getByLabel('admin').check();
    await page.getByRole('button', { name: 'Give this token' }).click();
    const secret = await page.getByLabel('The token of max, shown this once').inputValue();
    expect(secret).toMatch(/^leeway_/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Give somebody a token').click();
    await page.getByLabel('Who holds it').fill('<b>a job</b>');
    await page.getByLabel('It is for a job').check();
    await page.getByRole('button', { name: 'Give this token' }).click();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Close the token of <b>a job</b>' }).click();
    expect(await hindrances(page)).toEqual([]);
    await page.keyboard.type('No more');
    await page.getByRole('button', { name: 'Close it now' }).click();
    await expect
      .poll(() => page.locator('#tokens tbody tr').first().innerText())
      .toMatch(/<b>a job<\/b>.*closed by max/s);
    expect(await page.content()).not.toContain(secret);
  });
});
