import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameInPath, pathName } from '../../src/contracts/path-name.ts';

const NAMES = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('~', '.', '/', '%', '2', 'E'), minLength: 1, maxLength: 6 }),
);

describe('pathName(name)', () => {
  it('comes through an address as it was, whatever the name', () => {
    fc.assert(
      fc.property(NAMES, (name) => {
        const { pathname } = new URL(`http://x/domains/${pathName(name)}/decisions`);
        const parts = pathname.split('/');
        expect(parts).toHaveLength(4);
        expect(nameInPath(decodeURIComponent(parts[2] as string))).toBe(name);
      }),
    );
  });

  it.each([
    ['.', '~.'],
    ['..', '~..'],
    ['~..', '~~..'],
    ['...', '...'],
    ['~a', '~a'],
    ['billing/refund.issue', 'billing%2Frefund.issue'],
  ])('writes %s as %s', (name, part) => {
    expect(pathName(name)).toBe(part);
  });
});
