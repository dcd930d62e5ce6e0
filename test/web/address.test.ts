import { describe, expect, inject, it } from 'vitest';
import { openPage, settled } from '../support/console-page.ts';

describe.skipIf(inject('browser') === null)('the address of a page', () => {
  it('holds every filter, so that a link shows the same and going back does too', async () => {
    const { page } = await openPage('/domains');
    await settled(page);
    await page.getByLabel('Domain or model').fill('re');
    await page.getByLabel('What is next').selectOption('widen');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3);
    const names = await page.locator('tbody th').allInnerTexts();
    expect(new URL(page.url()).search).toBe('?text=re&action=widen');
    await page.reload();
    await settled(page);
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(names);
    expect(await page.getByLabel('Domain or model').inputValue()).toBe('re');
    await page.getByRole('link', { name: 'refunds' }).click();
    await page.getByRole('heading', { name: 'refunds', level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Domains', level: 1 }).waitFor();
    expect(await page.locator('tbody th').allInnerTexts()).toEqual(names);
  });

  it('says what is left where filters leave nothing, and takes them away', async () => {
    const { page } = await openPage('/domains?text=nothing-is-called-so');
    await settled(page);
    await page.getByRole('button', { name: 'Show all domains' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(12);
    expect(new URL(page.url()).search).toBe('');
  });

  it('leads to a part of a domain', async () => {
    const { page } = await openPage('/domains/refunds?by=day#reviewers');
    await settled(page);
    await expect
      .poll(() =>
        page.evaluate(
          `Math.round(document.querySelector('#reviewers').getBoundingClientRect().top) < innerHeight`,
        ),
      )
      .toBe(true);
    expect(await page.locator('#trend select').inputValue()).toBe('day');
  });
});

describe.skipIf(inject('browser') === null)('two thousand domains', () => {
  it('are listed as far as they are scrolled to, sorted at once, and whole on paper', async () => {
    const { page, complaints } = await openPage('/domains', { store: 'crowd' });
    await settled(page);
    const drawn = () => page.locator('tbody tr').count();
    expect(await drawn()).toBeLessThanOrEqual(300);
    const sortMs = await page.evaluate<number>(
      `new Promise((resolve) => { const start = performance.now(); document.querySelector('button.sort').click(); requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))); })`,
    );
    expect(sortMs).toBeLessThan(500);
    await page.mouse.move(640, 450);
    const further = async () => {
      await page.mouse.wheel(0, 3000);
      return drawn();
    };
    await expect.poll(further).toBeGreaterThan(300);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    await expect.poll(drawn).toBe(2000);
    expect(await complaints()).toEqual([]);
  });
});
