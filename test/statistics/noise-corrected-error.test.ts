import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noiseCorrectedError } from '../../src/statistics/noise-corrected-error.ts';
import { reviewerNoise } from '../../src/statistics/reviewer-noise.ts';
import { random } from '../support/random.ts';

const confidence = 0.95;
const one = (successes: number, trials: number) => [{ weight: 1, successes, trials }];

describe('an error rate without the slips of reviewers', () => {
  it('is as observed where reviewers always agree, and never outside its interval or [0, 1]', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(300),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(40),
        (trials, wrong, pairs, apart) => {
          const strata = one(Math.min(wrong, trials), trials);
          const alike = Math.max(0, pairs - apart);
          const answer = noiseCorrectedError({ strata, pairs, alike, confidence });
          if (2 * alike <= pairs) {
            expect(answer).toBeNull();
            return;
          }
          const { corrected, observed, reviewerError, plausible } = answer!;
          for (const { lower, estimate, upper } of [corrected, observed, reviewerError])
            expect(0 <= lower && lower <= estimate + 1e-12 && estimate <= upper + 1e-12 && upper <= 1).toBe(
              true,
            );
          const noise = reviewerNoise({
            observed: 1 - observed.estimate,
            wrongWhenRight: reviewerError.estimate,
            rightWhenWrong: reviewerError.estimate,
          });
          expect(corrected.estimate).toBeCloseTo(1 - noise!.accuracy, 12);
          expect(plausible).toBe(noise!.plausible);
          if (alike === pairs) expect(corrected.estimate).toBeCloseTo(observed.estimate, 12);
        },
      ),
    );
  });

  it('says where fewer errors were seen than such reviewers make', () => {
    const answer = noiseCorrectedError({ strata: one(3, 1000), pairs: 200, alike: 181, confidence });
    expect(answer).toMatchObject({ plausible: false, corrected: { estimate: 0, lower: 0 } });
  });

  it('refuses what is no count', () => {
    const asked = { strata: one(1, 9), pairs: 4, alike: 5, confidence };
    expect(() => noiseCorrectedError(asked)).toThrow(RangeError);
    expect(() => noiseCorrectedError({ ...asked, alike: 4, confidence: 0 })).toThrow(/confidence/);
    expect(noiseCorrectedError({ ...asked, pairs: 0, alike: 0 })).toBeNull();
    expect(noiseCorrectedError({ ...asked, alike: 4, strata: [] })).toBeNull();
  });
});

describe('its interval', () => {
  it.each([
    ['a quarter is judged twice', 0.1, 0.05, 0.25],
    ['all of it is judged twice', 0.03, 0.02, 1],
    ['reviewers slip often', 0.3, 0.2, 0.5],
  ])('covers the truth in 95 of 100 cases and more, where %s', (_, truth, slips, twice) => {
    let covered = 0;
    const runs = 400;
    for (let seed = 0; seed < runs; seed++) {
      const chance = random(seed);
      let [wrong, pairs, alike] = [0, 0, 0];
      const trials = 400;
      for (let decision = 0; decision < trials; decision++) {
        const isWrong = chance.chance(truth);
        const says = () => isWrong !== chance.chance(slips);
        const voice = says();
        if (voice) wrong += 1;
        if (!chance.chance(twice)) continue;
        pairs += 1;
        if (says() === voice) alike += 1;
      }
      const answer = noiseCorrectedError({ strata: one(wrong, trials), pairs, alike, confidence });
      if (answer === null || (answer.corrected.lower <= truth && truth <= answer.corrected.upper))
        covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.95);
  });
});
