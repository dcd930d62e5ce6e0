import { describe, expect, it } from 'vitest';
import { auditDraw } from '../../src/gate/audit-draw.ts';
import { type Hash64, type SipKey, sipHash24 } from '../../src/gate/sip-hash.ts';
import { SALT } from '../support/policy.ts';

/** vectors_sip64 of the authors' reference implementation: of the texts of the bytes 0, 1, 2 … up to each length. */
const VECTORS = `
  310e0edd47db6f72 fd67dc93c539f874 5a4fa9d909806c0d 2d7efbd796666785
  b7877127e09427cf 8da699cd64557618 cee3fe586e46c9cb 37d1018bf50002ab
  6224939a79f5f593 b0e4a90bdf82009e f3b9dd94c5bb5d7a a7ad6b22462fb3f4
  fbe50e86bc8f1e75 903d84c02756ea14 eef27a8e90ca23f7 e545be4961ca29a1
  db9bc2577fcc2a3f 9447be2cf5e99a69 9cd38d96f0b3c14b bd6179a71dc96dbb
  98eea21af25cd6be c7673b2eb0cbf2d0 883ea3e395675393 c8ce5ccd8c030ca8
  94af49f6c650adb8 eab8858ade92e1bc f315bb5bb835d817 adcf6b0763612e2f
  a5c91da7acaa4dde 716595876650a2a6 28ef495c53a387ad 42c341d8fa92d832
  ce7cf2722f512771 e37859f94623f3a7 381205bb1ab0e012 ae97a10fd434e015
  b4a31508beff4d31 81396229f0907902 4d0cf49ee5d4dcca 5c73336a76d8bf9a
  d0a704536ba93e0e 925958fcd6420cad a915c29bc8067318 952b79f3bc0aa6d4
  f21df2e41d4535f9 87577519048f53a9 10a56cf5dfcd9adb eb75095ccd986cd0
  51a9cb9ecba312e6 96afadfc2ce666c7 72fe52975a4364ee 5a1645b276d592a1
  b274cb8ebf87870a 6f9bb4203de7b381 eaecb2a30b22a87f 9924a43cc1315724
  bd838d3aafbf8db7 0b1a2a3265d51aea 135079a3231ce660 932b2846e4d70666
  e1915f5cb1eca46c f325965ca16d629f 575ff28e60381be5 724506eb4c328a95`
  .trim()
  .split(/\s+/);
const KEY: SipKey = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];

function hex([low, high]: Hash64): string {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(low, 0);
  bytes.writeInt32LE(high, 4);
  return bytes.toString('hex');
}

describe('SipHash-2-4', () => {
  it('gives the published reference vectors', () => {
    expect(VECTORS).toHaveLength(64);
    const texts = VECTORS.map((_, length) => String.fromCharCode(...Array(length).keys()));
    expect(texts.map((text) => hex(sipHash24(KEY, text)))).toEqual(VECTORS);
  });

  it('reads a text as UTF-8', () => {
    // By another implementation (Python), of the bytes.
    expect(hex(sipHash24(KEY, 'Übermaß 🙂'))).toBe('21b99664447ac843');
    expect(hex(sipHash24(KEY, 'ä'.repeat(200)))).toBe('72cfb9a1f325da27');
  });
});

describe('the draw of an audit', () => {
  it('is what another implementation draws from the same salt and id', () => {
    const draw = auditDraw(SALT);
    expect(['T-1001', 'Übermaß 🙂', 'x'.repeat(300)].map(draw)).toEqual([
      0.48579210563289654, 0.07222638614926846, 0.7041558620762108,
    ]);
  });

  it('is uniform over ids in a row, and independent between neighbours and between salts', () => {
    const N = 50_000;
    const [draw, other] = [auditDraw(SALT), auditDraw(`${SALT}!`)];
    const [own, others] = [draw, other].map((one) => Array.from({ length: N }, (_, i) => one(`d${i}`))) as [
      number[],
      number[],
    ];
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const u of own) tenths[Math.floor(u * 10)] = (tenths[Math.floor(u * 10)] ?? 0) + 1;
    const squares = tenths.reduce((sum, seen) => sum + (seen - N / 10) ** 2 / (N / 10), 0);
    // Chi-squared with 9 degrees of freedom: above 27.9 once in a thousand.
    expect(squares).toBeLessThan(27.9);
    const bothBelow = (a: readonly number[], b: readonly number[]): number =>
      a.filter((u, i) => u < 0.2 && (b[i] ?? 1) < 0.2).length;
    for (const pairs of [bothBelow(own, own.slice(1)), bothBelow(own, others)])
      expect(Math.abs(pairs - 0.04 * N) / Math.sqrt(0.04 * 0.96 * N)).toBeLessThan(4);
  });

  it('wants a salt that nobody can guess', () => {
    expect(() => auditDraw('too short')).toThrow(/16 characters/);
    expect(() => auditDraw(null)).toThrow(RangeError);
  });
});
