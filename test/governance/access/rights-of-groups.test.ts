import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/contracts/actor.ts';
import { rightsOfGroups } from '../../../src/governance/access/rights-of-groups.ts';

const all = (...roles: Role[]) => ({ roles });
const some = (domains: string[], ...roles: Role[]) => ({ roles, domains });

describe('rightsOfGroups', () => {
  it('gives nothing to whoever is in no group that is named', () => {
    expect(rightsOfGroups([], { g: all('lead') })).toBeNull();
    expect(rightsOfGroups(['h', '__proto__', 'G'], { g: all('lead') })).toBeNull();
  });

  it('adds up roles for the same domains, and domains of the same roles', () => {
    const mapped = { a: all('lead'), b: all('board'), c: some(['x'], 'lead'), d: some(['y'], 'lead') };
    expect(rightsOfGroups(['b', 'a'], mapped)).toEqual({ roles: ['lead', 'board'], domains: null });
    expect(rightsOfGroups(['c', 'd'], mapped)).toEqual({ roles: ['lead'], domains: ['x', 'y'] });
    expect(rightsOfGroups(['d', 'a'], mapped)).toEqual({ roles: ['lead'], domains: null });
  });

  it('takes the first group of the configuration where they do not add up', () => {
    const mapped = { c: some(['x'], 'lead'), b: all('board') };
    expect(rightsOfGroups(['b', 'c'], mapped)).toEqual({ roles: ['lead'], domains: ['x'] });
  });

  it('gives nobody a role for a domain that no group of theirs has for it', () => {
    const DOMAINS = ['x', 'y', 'z'];
    const rights = fc.record(
      {
        roles: fc.uniqueArray(fc.constantFrom<Role>('viewer', 'lead', 'board', 'admin'), { minLength: 1 }),
        domains: fc.uniqueArray(fc.constantFrom(...DOMAINS), { minLength: 1 }),
      },
      { requiredKeys: ['roles'] },
    );
    const reaches = (domains: readonly string[] | null | undefined, domain: string | null): boolean =>
      domains === null || domains === undefined || (domain !== null && domains.includes(domain));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), rights, { minKeys: 1 }), (mapped) => {
        const held = rightsOfGroups(Object.keys(mapped), mapped);
        for (const role of held?.roles ?? [])
          for (const domain of [...DOMAINS, null])
            if (reaches(held?.domains, domain))
              expect(
                Object.values(mapped).some(
                  ({ roles, domains }) => roles.includes(role) && reaches(domains, domain),
                ),
              ).toBe(true);
      }),
    );
  });
});
