import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type ConsolePage, hindrances, settled } from './console-page.ts';
import { IS_LONG } from './is-long.ts';

const ARTEFACTS = join(import.meta.dirname, '../../artefacts/console');
mkdirSync(ARTEFACTS, { recursive: true });

/** Leaves a picture for people to look at under LEEWAY_LONG: it takes half a second to draw, and nothing asks for it here. */
export async function picture(page: Page, name: string): Promise<void> {
  if (IS_LONG) await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true });
}

const LOOKS = {
  light: { scheme: 'light', width: 1280 },
  dark: { scheme: 'dark', width: 1280 },
  narrow: { scheme: 'light', width: 360 },
  wide: { scheme: 'light', width: 2560 },
} as const;
export type LookName = keyof typeof LOOKS;
/** As wide as the text on A4. */
const PAPER_WIDTH = 672;
/** What nobody can press on paper. */
const PRESSED = 'nav:visible, form.stacked:visible, select:visible, .act:visible, .chart-tools:visible';

/** Looks at a screen that was opened in light, and at it in each other look, without hindrance and complaint. */
export async function standsInEvery(
  name: string,
  looks: readonly LookName[],
  { page, complaints }: ConsolePage,
): Promise<void> {
  await settled(page);
  expect(await page.title()).toMatch(/ · leeway$/);
  for (const kind of looks) {
    const { scheme, width } = LOOKS[kind];
    await page.emulateMedia({ colorScheme: scheme });
    await resized(page, width);
    await picture(page, `${name}-${kind}`);
    expect(await overflow(page), kind).toBe(0);
    expect(await hindrances(page), kind).toEqual([]);
  }
  expect(await complaints()).toEqual([]);
}

/** The same on paper, where somebody who has chosen dark prints it: black on white, and nothing to press. */
export async function standsOnPaper(
  name: string,
  { page, complaints }: ConsolePage,
  formats: readonly ('A4' | 'Letter')[] = ['A4'],
): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await resized(page, PAPER_WIDTH);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('oklch(0 0 0)');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('oklch(1 0 0)');
  expect(await page.locator(PRESSED).count()).toBe(0);
  expect(await overflow(page)).toBe(0);
  if (IS_LONG)
    for (const format of formats) await page.pdf({ path: join(ARTEFACTS, `${name}-${format}.pdf`), format });
  expect(await complaints()).toEqual([]);
}

/** Charts are drawn anew for another width: two frames later they have begun to. */
async function resized(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 600 ? 740 : 900 });
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
  );
  await settled(page);
}

async function overflow(page: Page): Promise<unknown> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
