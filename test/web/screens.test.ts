import { describe, expect, inject, it } from 'vitest';
import { openPage } from '../support/console-page.ts';
import { standsInEvery, standsOnPaper } from '../support/looks.ts';

describe.skipIf(inject('browser') === null)('every screen', () => {
  it.each([
    ['domains', '/domains'],
    ['domain', '/domains/cancellation'],
  ])('%s stands in every look, without complaint and without hindrance, and on paper', async (name, path) => {
    const opened = await openPage(path);
    await standsInEvery(name, opened, ['light', 'dark', 'narrow', 'wide']);
    expect(await opened.page.locator('.picture svg:visible').count()).toBeGreaterThan(0);
    await standsOnPaper(name, opened, ['A4', 'Letter']);
    expect(await opened.page.locator('.picture svg:visible').count()).toBeGreaterThan(0);
  });
});
