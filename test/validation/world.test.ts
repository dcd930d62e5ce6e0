import { describe, expect, it } from 'vitest';
import { Random } from '../../src/statistics/random.ts';
import { bandLottery, drawBand } from '../../src/validation/band-lottery.ts';
import { SCENARIOS } from '../../src/validation/scenarios.ts';
import { allKnowingCoverage, risksAbove } from '../../src/validation/world.ts';

const worlds = SCENARIOS.map((scenario) => scenario.world);
const named = (name: string) => worlds.find((world) => world.name === name)!;

describe('drawBand', () => {
  it('draws each band as often as its share says', () => {
    const shares = [0.05, 0.35, 0.25, 0.15, 0.08, 0.07, 0.05];
    const [lottery, random] = [bandLottery(shares), new Random(3)];
    const drawn = shares.map(() => 0);
    const draws = 200_000;
    for (let i = 0; i < draws; i++) (drawn[drawBand(lottery, random.uniform())] as number) += 1;
    shares.forEach((share, band) => {
      const deviation = Math.sqrt(draws * share * (1 - share));
      expect(Math.abs((drawn[band] as number) - draws * share)).toBeLessThan(5 * deviation);
    });
  });

  it('never draws a band without a share', () => {
    const [lottery, random] = [bandLottery([0, 1, 0]), new Random(1)];
    for (let i = 0; i < 1000; i++) expect(drawBand(lottery, random.uniform())).toBe(1);
  });
});

describe('the worlds', () => {
  it('each have as many risks and edges as shares, and shares that sum to 1', () => {
    for (const world of worlds) {
      expect(world.risks).toHaveLength(world.shares.length);
      expect(world.edges).toHaveLength(world.shares.length);
      expect(world.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      if (world.review.kind === 'by-band') expect(world.review.rates).toHaveLength(world.shares.length);
    }
  });

  it('leave as much to an all-knowing tuner as they say', () => {
    expect(allKnowingCoverage(named('ordered'))).toBeCloseTo(0.68, 10);
    expect(allKnowingCoverage(named('spoken'))).toBeCloseTo(0.95, 10);
    expect(allKnowingCoverage(named('overconfident-top'))).toBeCloseTo(0.62, 10);
    expect(allKnowingCoverage(named('lifecycle'))).toBeCloseTo(0.9, 10);
    expect(allKnowingCoverage(named('at-the-limit'))).toBe(0);
  });

  it('have no threshold below the limit where they say so, before and after the turn', () => {
    for (const name of ['at-the-limit', 'restless', 'audits-by-confidence', 'feedback-at-the-limit']) {
      const { shares, risks, turn, risk } = named(name);
      for (const truth of [risks, turn?.risks ?? risks])
        expect(Math.min(...risksAbove(shares, truth))).toBeGreaterThanOrEqual(risk - 1e-12);
    }
  });
});
