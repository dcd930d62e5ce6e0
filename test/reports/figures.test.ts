import { describe, expect, it } from 'vitest';
import { limitPercent, percent, percentUp, threshold, visible } from '../../src/reports/figures.ts';

describe('figures', () => {
  it.each([
    [null, '–'],
    [0, '0.0 %'],
    [0.1234, '12.3 %'],
    [1, '100.0 %'],
  ])('percent writes %f as %s', (share, written) => {
    expect(percent(share)).toBe(written);
  });

  it.each([
    [0.05, '5.0 %'],
    [0.0125, '1.25 %'],
    [0.3, '30.0 %'],
  ])('limitPercent writes %f as %s', (share, written) => {
    expect(limitPercent(share)).toBe(written);
  });

  it('percentUp rounds up, and parts a bound from its limit', () => {
    expect([percentUp(0.0491), percentUp(0.0491, 0.05), percentUp(0.05)]).toEqual(['5.0', '4.91', '5.0']);
  });

  it.each([
    [null, '–'],
    [0.9, '0.90'],
    [1, '1.00'],
    [0.886, '0.886'],
    [0.99947, '0.99947'],
    [0.999999, '0.999999'],
    [0, '0.00'],
  ])('threshold writes %f as %s', (value, written) => {
    expect(threshold(value)).toBe(written);
  });

  it.each([
    ['refunds', 'refunds'],
    ['two\nlines', 'two\\nlines'],
    ['a\tb\rc', 'a\\tb\\rc'],
    ['\u001b[2J', '\\u001b[2J'],
    ['\u202egnirts', '\\u202egnirts'],
    ['a\u2028b', 'a\\u2028b'],
    ['👩‍🚀 日本', '👩‍🚀 日本'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['re\u200bfunds\u200d', 're\\u200bfunds\\u200d'],
    ['soft\u00ad\ufeff', 'soft\\u00ad\\ufeff'],
    ['half \ud83d', 'half \\ud83d'],
    ["'; DROP TABLE decisions; --", "'; DROP TABLE decisions; --"],
  ])('visible shows %j as %j', (name, shown) => {
    expect(visible(name)).toBe(shown);
  });
});
