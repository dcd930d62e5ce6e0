import { text } from 'node:stream/consumers';
import type { Download, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { openPage, settled } from '../support/console-page.ts';

async function textOf(file: Download): Promise<string> {
  return text(await file.createReadStream());
}

const FOCUSED = `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()`;

/** Goes on by Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(FOCUSED)) === name) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}

describe.skipIf(inject('browser') === null)('the keyboard', () => {
  it('leads past the navigation, into the menu of a chart and out again', async () => {
    const { page } = await openPage('/domains');
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(FOCUSED)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    const menu = 'Save Domains by what they would take alone';
    await tabTo(page, menu);
    await page.keyboard.press('Enter');
    const csv = page.getByRole('button', { name: 'Figures as CSV' });
    await csv.waitFor();
    await page.keyboard.press('Escape');
    expect(await csv.isVisible()).toBe(false);
    expect(await page.evaluate(FOCUSED)).toBe(menu);
    expect(await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe('solid');
  });

  it('sorts the table, and reaches its rows', async () => {
    const { page } = await openPage('/domains');
    await settled(page);
    await tabTo(page, 'Limit, %');
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort]').innerText()).toMatch(/^Limit, %/);
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    expect(page.url()).toMatch(/sort=-limit$/);
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('tbody th').first().innerText()).toMatch(
      /account-closure|regulatory-disclosure/,
    );
    await tabTo(page, 'refunds');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'refunds', level: 1 }).waitFor();
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
  });

  it('has every target 24 pixels high or more', async () => {
    for (const path of ['/domains', '/domains/refunds']) {
      const { page } = await openPage(path, { width: 360 });
      await settled(page);
      const small = await page.evaluate(
        `[...document.querySelectorAll('button, select, input, nav a')].filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)`,
      );
      expect(small).toEqual([]);
    }
  });
});

describe.skipIf(inject('browser') === null)('what can be saved', () => {
  it('is the figures, the picture in its own colours, and the spec of a chart', async () => {
    const { page } = await openPage('/domains');
    await settled(page);
    const saved = async (entry: string): Promise<string> => {
      await page.getByRole('button', { name: 'Save Domains by what' }).click();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: entry }).click(),
      ]);
      return textOf(file);
    };
    expect((await saved('Figures as CSV')).split('\n')).toHaveLength(14);
    const svg = await saved('Picture as SVG');
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('#b04a05');
    expect(svg).not.toContain('var(');
    expect(JSON.parse(await saved('Vega-Lite spec'))).toMatchObject({ description: expect.any(String) });
  });

  it('is the table as it is filtered, safe for spreadsheets', async () => {
    const { page } = await openPage('/domains?text=HYPERLINK', { store: 'crowd' });
    await settled(page);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const lines = (await textOf(file)).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^"'=HYPERLINK/);
  });
});
