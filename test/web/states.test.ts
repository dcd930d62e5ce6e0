import { describe, expect, inject, it } from 'vitest';
import { pathName } from '../../src/contracts/path-name.ts';
import { hindrances, openPage, settled } from '../support/console-page.ts';
import { ODD_NAMES } from '../support/crowd-lines.ts';

describe.skipIf(inject('browser') === null)('a page of the console', () => {
  it('says what to do where there is nothing yet', async () => {
    const { page, complaints } = await openPage('/', { store: 'empty' });
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('No decisions yet');
    expect(await page.locator('pre').innerText()).toBe('leeway ingest FILE…');
    expect(await hindrances(page)).toEqual([]);
    // The browser itself reports every answer that is no answer.
    const own = (await complaints()).filter((one) => !one.includes('status of 422'));
    expect(own).toEqual([]);
  });

  it('says what happened, what is safe and what to try where the server refuses', async () => {
    const { page } = await openPage('/domains/nowhere');
    await settled(page);
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain('nowhere');
    expect(text).toContain('Nothing was changed');
    expect(text).toContain('go back to all domains');
    expect(await hindrances(page)).toEqual([]);
  });

  it('says that nobody answers, and comes back once somebody does', async () => {
    for (const [from, to, heading] of [
      // A page whose files are there and whose figures are not, and one whose files are not there.
      ['/domains/account-closure', 'All domains', 'Domains'],
      ['/domains', 'refunds', 'refunds'],
    ] as const) {
      const { page, context } = await openPage(from);
      await settled(page);
      await context.setOffline(true);
      await page.getByRole('link', { name: to, exact: true }).click();
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toContain('The server does not answer.');
      await context.setOffline(false);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await expect.poll(() => alert.count()).toBe(0);
      await settled(page);
    }
  });

  it('keeps its layout while an answer is awaited', async () => {
    const { page } = await openPage('/no/such/page');
    let answer = (): void => {};
    const seen = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/v1/domains', async (route) => {
      await seen;
      await route.continue();
    });
    await page.goto('/domains');
    await page.locator('.skeleton').first().waitFor();
    expect(await page.getByRole('status').first().innerText()).toBe('Loading');
    answer();
    await settled(page);
    expect(await page.locator('.skeleton').count()).toBe(0);
  });

  it('says how much is needed where there is too little', async () => {
    const { page } = await openPage('/domains/account-closure');
    await settled(page);
    const text = await page.getByRole('region', { name: 'In short' }).innerText();
    expect(text).toMatch(/Too few verdicts: 73 of about 533/);
    expect(text).toContain('73 / 533');
  });

  it('leads to every domain, whatever its name, and shows it as a name', async () => {
    const { page, complaints } = await openPage('/domains', { store: 'crowd' });
    await settled(page);
    for (const name of ODD_NAMES) {
      await page.goto(`/domains/${pathName(name)}`);
      await settled(page);
      expect(await page.getByRole('alert').count(), name).toBe(0);
      expect(await page.locator('h1').textContent()).toBe(name.replace('\u202e', '\\u202e'));
    }
    expect(await complaints()).toEqual([]);
  });

  it('says so where an address leads nowhere', async () => {
    const { page } = await openPage('/no/such/page');
    await page.getByRole('link', { name: 'Go to all domains' }).click();
    await page.getByRole('heading', { name: 'Domains', level: 1 }).waitFor();
  });
});
