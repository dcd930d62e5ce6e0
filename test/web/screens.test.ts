import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { hindrances, openPage, settled } from '../support/console-page.ts';

/** Pictures of every screen, for people to look at. */
const ARTEFACTS = join(import.meta.dirname, '../../artefacts/console');
mkdirSync(ARTEFACTS, { recursive: true });

const SCREENS = [
  { name: 'domains', path: '/domains' },
  { name: 'domain', path: '/domains/cancellation' },
] as const;
const LOOKS = [
  { name: 'light', look: {} },
  { name: 'dark', look: { scheme: 'dark' } },
  { name: 'narrow', look: { width: 360 } },
  { name: 'wide', look: { width: 2560 } },
] as const;

describe.skipIf(inject('browser') === null)('every screen', () => {
  for (const { name, path } of SCREENS) {
    for (const { name: kind, look } of LOOKS)
      it(`${name}, ${kind}, stands without complaint and without hindrance`, async () => {
        const { page, complaints } = await openPage(path, look);
        await settled(page);
        await page.screenshot({ path: join(ARTEFACTS, `${name}-${kind}.png`), fullPage: true });
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        expect(await page.title()).toMatch(/ · leeway$/);
        expect(await hindrances(page)).toEqual([]);
        expect(await complaints()).toEqual([]);
      });

    it(`${name}, on paper, has its pictures and tables in black on white and no navigation`, async () => {
      // As wide as the text on A4.
      const { page, complaints } = await openPage(path, { scheme: 'dark', width: 672 });
      await settled(page);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.screenshot({ path: join(ARTEFACTS, `${name}-print.png`), fullPage: true });
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('oklch(0 0 0)');
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('oklch(1 0 0)');
      expect(await page.locator('nav:visible, .chart-tools:visible, select:visible').count()).toBe(0);
      expect(await page.locator('.picture svg:visible').count()).toBeGreaterThan(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      for (const format of ['A4', 'Letter'])
        await page.pdf({ path: join(ARTEFACTS, `${name}-${format}.pdf`), format });
      expect(await complaints()).toEqual([]);
    });
  }
});
