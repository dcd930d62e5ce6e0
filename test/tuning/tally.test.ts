import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAt, tallyOf } from '../../src/tuning/tally.ts';
import { evidenceOf, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const ppm = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(0, 900_000, 1_000_000));

describe('tallyOf', () => {
  it('counts decisions above every threshold as a loop over rows does', () => {
    fc.assert(
      fc.property(seeds, ppm, (seed, threshold) => {
        const all = randomRows(random(seed));
        const tally = tallyOf(evidenceOf(all));
        const place = placeAt(tally, threshold);
        const above = all.filter((one) => one.eligible && one.ppm >= threshold);
        const at = (column: Float64Array | undefined): number => (place < 0 ? 0 : (column?.[place] ?? 0));
        expect(tally.total).toBe(all.length);
        expect(at(tally.decisions)).toBe(above.length);
        tally.strata.forEach((stratum, index) => {
          const alike = above.filter(
            (one) =>
              one.inclusion === stratum.inclusion &&
              one.smallestInclusion === stratum.smallestInclusion &&
              (stratum.pending ? one.outcome === 'pending' : one.loss === stratum.loss),
          );
          expect(at(tally.counts[index])).toBe(alike.length);
        });
        const counted = tally.counts.reduce((sum, column) => sum + at(column), 0);
        expect(counted).toBe(above.filter((one) => one.loss !== null || one.outcome === 'pending').length);
      }),
    );
  });

  it('does not depend on the order of the cells', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const evidence = evidenceOf(randomRows(random(seed)));
        const turned = { ...evidence, cells: evidence.cells.toReversed() };
        const { bands, total, decisions } = tallyOf(turned);
        expect({ bands, total, decisions }).toEqual(
          (({ bands, total, decisions }) => ({ bands, total, decisions }))(tallyOf(evidence)),
        );
      }),
    );
  });

  it('takes a pending decision for a loss of 1, and an unsure or unreviewed one for nothing', () => {
    const tally = tallyOf(
      evidenceOf([
        row({ outcome: 'pending' }),
        row({ outcome: 'unsure' }),
        row({ outcome: 'unreviewed', inclusion: 0.5, smallestInclusion: 0.5 }),
      ]),
    );
    expect(tally.strata).toEqual([{ inclusion: 1, smallestInclusion: 1, loss: 1, pending: true }]);
    expect(tally.decisions).toEqual(Float64Array.of(3));
  });

  it('keeps ineligible decisions out of every count but the total', () => {
    const tally = tallyOf(evidenceOf([...rows(3), ...rows(4, { eligible: false, ppm: 950_000 })]));
    expect(tally).toMatchObject({ total: 7, bands: [900_000] });
    expect(tally.decisions).toEqual(Float64Array.of(3));
  });
});

describe('placeAt', () => {
  const tally = tallyOf(evidenceOf([row({ ppm: 990_000 }), row({ ppm: 900_000 }), row({ ppm: 800_000 })]));

  it.each([
    [1_000_000, -1],
    [990_001, -1],
    [990_000, 0],
    [989_999, 0],
    [900_001, 0],
    [900_000, 1],
    [800_000, 2],
    [0, 2],
  ])('at %i ppm is %i: the last band at or above it', (threshold, place) => {
    expect(placeAt(tally, threshold)).toBe(place);
  });

  it('is -1 where there is nothing', () => {
    expect(placeAt(tallyOf(evidenceOf([])), 0)).toBe(-1);
  });
});
