import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineHash } from '../../src/governance/line-hash.ts';

const number = fc.oneof(
  fc.nat(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, 1e21, 1e-7),
);

describe('LineHash', () => {
  it('hashes numbers as JSON says them, and texts, in whatever pieces they come', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('a'.repeat(8191), '€'.repeat(8192)));
    fc.assert(
      fc.property(fc.array(fc.oneof(number, text), { maxLength: 3000, size: 'max' }), (parts) => {
        const hash = new LineHash();
        for (const part of parts)
          if (typeof part === 'number') hash.addNumber(part);
          else hash.add(new TextEncoder().encode(part));
        const whole = parts.map((part) => (typeof part === 'number' ? JSON.stringify(part) : part)).join('');
        expect(hash.digest()).toBe(createHash('sha256').update(whole).digest('hex'));
      }),
      { numRuns: 50 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %j', (value) => {
    expect(() => new LineHash().addNumber(value)).toThrow(TypeError);
  });
});
