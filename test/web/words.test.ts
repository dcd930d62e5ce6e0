import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { TERMS } from '../../web/learn/terms.ts';
import { openPage, settled } from '../support/console-page.ts';

const WEB = join(import.meta.dirname, '../../web');
/** What screens say that it needs explaining, by the file of the screen. */
const SAID = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) => {
    const [, list] = /^const WORDS = \[([^\]]+)\];$/m.exec(readFileSync(join(WEB, name), 'utf8')) ?? [];
    return list === undefined
      ? []
      : [{ name, words: [...list.matchAll(/'([^']+)'/g)].map(([, word = '']) => word) }];
  });

describe('words of a screen', () => {
  it('are on every screen that a board member comes to', () => {
    const folders = SAID.map(({ name }) => name.split('/')[0]);
    expect(new Set(folders)).toEqual(
      new Set([
        'audit-plan',
        'data',
        'domain',
        'domains',
        'exports',
        'ladder',
        'ledger',
        'proposal',
        'proposals',
        'settings',
      ]),
    );
  });

  it.each(SAID)('of $name have each a sentence in the glossary', ({ words }) => {
    const ids = new Set(TERMS.map(({ id }) => id));
    expect(words.filter((word) => !ids.has(word.replaceAll(' ', '-')))).toEqual([]);
  });
});

describe.skipIf(inject('browser') === null)('a word of a screen', () => {
  it('leads to what it means, and whoever goes on by keyboard goes on from there', async () => {
    const { page, complaints } = await openPage('/audit-plan');
    await settled(page);
    const link = page.getByRole('link', { name: 'inclusion probability' });
    // The second time what draws the page is there at once.
    for (let turn = 0; turn < 2; turn += 1) {
      await link.click();
      await page.getByText('How likely a decision was to be looked at').waitFor();
      expect(new URL(page.url()).hash).toBe('#inclusion-probability');
      await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('inclusion-probability');
      expect(
        await page.evaluate(
          `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.getElementById('inclusion-probability').getBoundingClientRect())`,
        ),
      ).toBe(true);
      await page.goBack();
      await link.waitFor();
    }
    expect(await complaints()).toEqual([]);
  });
});
