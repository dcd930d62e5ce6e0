import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, shorten, wrap } from '../../src/cli/display-width.ts';

describe('displayWidth', () => {
  it.each([
    ['refunds', 7],
    ['客户退款', 8],
    ['한국어', 6],
    ['ｶﾅ', 2],
    ['カナ', 4],
    ['🚀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🇩🇪', 2],
    ['☎', 1],
    ['☎️', 2],
    ['e\u0301', 1],
    ['60\u2009000 – 5.0 %', 14],
    ['', 0],
  ])('of %j is %d columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});

describe('shorten', () => {
  it.each([
    ['billing/refund.issue', 20, 'billing/refund.issue'],
    ['billing/refund.issue', 12, 'billin…issue'],
    ['客户退款审批流程', 9, '客户…流程'],
    ['客户退款审批流程', 8, '客户…程'],
    ['🚀🚀🚀🚀🚀🚀', 7, '🚀🚀…🚀'],
  ])('%j in %d columns is %j', (text, columns, short) => {
    expect(shorten(text, columns)).toBe(short);
  });

  it('fits, begins and ends as the name does, and cuts no character in two', () => {
    const character = fc.constantFrom('a', 'é', '客', '🚀', '👨‍👩‍👧', 'e\u0301', ' ');
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 40 }),
        fc.integer({ min: 3, max: 30 }),
        (characters, columns) => {
          const text = characters.join('');
          const short = shorten(text, columns);
          if (displayWidth(text) <= columns) {
            expect(short).toBe(text);
            return;
          }
          expect(displayWidth(short)).toBeLessThanOrEqual(columns);
          const [head = '', tail = ''] = short.split('…');
          const ends = characters.map((_, at) => characters.slice(0, at).join(''));
          const beginnings = characters.map((_, at) => characters.slice(at).join(''));
          expect(ends).toContain(head);
          expect([...beginnings, '']).toContain(tail);
        },
      ),
    );
  });

  it('takes no longer for a name of ten megabytes', () => {
    const began = performance.now();
    expect(displayWidth(shorten('x'.repeat(10_000_000), 60))).toBe(60);
    expect(displayWidth(shorten(`a${'\u0301'.repeat(10_000_000)}`, 60))).toBeLessThanOrEqual(60);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('wrap', () => {
  it('breaks between words, and leaves a number its percent sign', () => {
    expect(wrap('at most 4.9 % of these', 11)).toEqual(['at most', '4.9 % of', 'these']);
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b']);
    expect(wrap('', 5)).toEqual(['']);
  });
});
