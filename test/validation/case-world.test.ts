import { describe, expect, it } from 'vitest';
import { type Evidence, Evidence as EvidenceShape } from '../../src/contracts/evidence.ts';
import { Random } from '../../src/statistics/random.ts';
import { CaseHistory } from '../../src/validation/case-history.ts';
import { CONTROLS, LEEWAY } from '../../src/validation/case-judges.ts';
import { liveCases } from '../../src/validation/case-life.ts';
import { CASE_SCENARIOS } from '../../src/validation/case-scenarios.ts';
import {
  allKnowingShare,
  type CaseWorld,
  type Claim,
  EVERY_GROUP,
  isFalseClaim,
  shareOf,
} from '../../src/validation/case-world.ts';
import { paretoLosses } from '../../src/validation/pareto-losses.ts';

const worlds = CASE_SCENARIOS.map((scenario) => scenario.world);
const named = (name: string): CaseWorld => worlds.find((world) => world.name === name)!;
const from = (fromPpm: number, over: Partial<Claim> = {}): Claim => ({
  ...{ fromPpm, belowPpm: null, group: EVERY_GROUP },
  ...over,
});
const decisionsOf = ({ cells }: Evidence, ofWhich: (cell: Evidence['cells'][number]) => boolean): number =>
  cells.filter(ofWhich).reduce((sum, { decisions }) => sum + decisions, 0);

/** A history of 40 nights under an authority over the highest confidence, from the eleventh on. */
function lived(world: CaseWorld): { history: CaseHistory; verdicts: number } {
  const history = new CaseHistory(world, new Random(5));
  const highest = Math.max(...world.cases.map(({ ppm }) => ppm));
  let verdicts = 0;
  for (let night = 0; night < 40; night++) verdicts += history.live(night < 10 ? null : from(highest));
  return { history, verdicts };
}

describe('the worlds of cases', () => {
  it('have shares that sum to 1 and names of their own', () => {
    for (const { cases } of worlds)
      expect(cases.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(new Set(worlds.map(({ name }) => name)).size).toBe(worlds.length);
  });

  it('leave as much to an all-knowing tuner as they say', () => {
    expect(allKnowingShare(named('marginal'))).toBeCloseTo(0.35, 12);
    expect(allKnowingShare(named('cost'))).toBeCloseTo(0.3, 12);
    expect(allKnowingShare(named('cost-at-the-budget'))).toBe(0);
    expect(allKnowingShare(named('amount-steps'))).toBeCloseTo(1 / 3, 12);
    expect(allKnowingShare(named('amount-steps-at-the-limit'))).toBe(0);
    expect(allKnowingShare(named('slices'))).toBeCloseTo(1 / 3, 12);
  });

  it('hide what is bad in what is good', () => {
    expect(isFalseClaim(named('marginal'), from(700_000))).toBe(false);
    expect(isFalseClaim(named('marginal'), from(900_000, { belowPpm: 950_000 }))).toBe(true);
    expect(isFalseClaim({ ...named('slices'), sliceRisk: null }, from(850_000))).toBe(false);
    expect(isFalseClaim(named('slices'), from(900_000))).toBe(true);
    expect(isFalseClaim(named('slices'), from(950_000))).toBe(false);
    expect(isFalseClaim(named('amount-steps'), from(850_000, { group: 0 }))).toBe(false);
    expect(isFalseClaim(named('amount-steps'), from(850_000, { group: 1 }))).toBe(true);
    expect(isFalseClaim(named('cost'), from(850_000))).toBe(false);
    expect(isFalseClaim(named('cost'), from(800_000))).toBe(true);
  });

  it('call no claim false that is on no decision', () => {
    for (const world of worlds) expect(isFalseClaim(world, from(1_000_000))).toBe(false);
  });
});

describe('paretoLosses', () => {
  it('lose at least what the amounts are worth, and hardly more on many levels', () => {
    const [least, tail, cap] = [20, 1.1, 500];
    const fine = paretoLosses({
      ...{ least, tail, cap },
      levels: Array.from({ length: 5000 }, (_, index) => (index + 1) / 5000),
    });
    expect(fine.chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    // Integral of the tail of the capped amount.
    const mean = (least + (least / (tail - 1)) * (1 - (least / cap) ** (tail - 1))) / cap;
    expect(fine.mean).toBeGreaterThan(mean);
    expect(fine.mean).toBeLessThan(mean + 2 / 5000);
  });
});

describe('CaseHistory', () => {
  it.each(worlds.map((world) => [world.name, world] as const))(
    'counts every decision once: %s',
    (_, world) => {
      const { history, verdicts } = lived(world);
      const decisions = 40 * world.decisionsPerNight;
      const whole = EvidenceShape.parse(history.evidence());
      expect(whole.decisions).toBe(decisions);
      expect(decisionsOf(whole, () => true)).toBe(decisions);
      expect(decisionsOf(whole, ({ outcome }) => outcome !== 'unreviewed')).toBe(verdicts);
      expect(whole.selection).toBe(world.review.kind === 'full' ? 'full' : 'audited');
      expect(whole.startConfidences).toHaveLength(500);
      expect(whole.startConfidences).toEqual(whole.startConfidences.toSorted((a, b) => b - a));
      for (const { maxAmount, evidence } of history.steps()) {
        expect(decisionsOf(evidence, () => true)).toBe(decisions);
        const share = shareOf(world, from(0, { group: maxAmount - 1 }));
        expect(decisionsOf(evidence, ({ eligible }) => eligible) / decisions).toBeCloseTo(share, 1);
      }
      const slices = history.slices().map(({ evidence }) => decisionsOf(evidence, () => true));
      expect(slices.reduce((sum, count) => sum + count, 0)).toBe(decisions);
    },
  );

  it('errs, loses and audits as often as the world says', () => {
    const world = named('cost-audited');
    const { history } = lived({ ...world, decisionsPerNight: 5000 });
    const { cells } = history.evidence();
    const lost = cells.reduce(
      (sum, { loss, inclusion, decisions }) => sum + ((loss ?? 0) * decisions) / (inclusion ?? 1),
      0,
    );
    const expected =
      world.cases.reduce((sum, { share, risk }) => sum + share * risk, 0) * (world.losses?.mean ?? 1);
    expect(lost / 200_000 / expected).toBeCloseTo(1, 1);
    const alone = cells.filter(({ inclusion }) => inclusion === 0.2);
    const unseen = cells.filter(({ outcome }) => outcome === 'unreviewed');
    const count = (of: typeof cells): number => of.reduce((sum, { decisions }) => sum + decisions, 0);
    expect(count(alone) / 150_000).toBeCloseTo(0.1, 2);
    expect(count(unseen) / count(alone)).toBeCloseTo(0.8, 1);
  });
});

describe('a life of cases', () => {
  it('repeats to the digit for the same seed', () => {
    const [world, judge] = [named('slices'), LEEWAY.slices];
    const life = liveCases(world, judge, new Random(11));
    expect(liveCases(world, judge, new Random(11))).toEqual(life);
    expect(liveCases(world, judge, new Random(12))).not.toEqual(life);
  });

  it('lets the AI act on what is safe, and no further', () => {
    for (const name of ['marginal', 'cost', 'amount-steps', 'slices']) {
      const world = named(name);
      const { finalAutomation, falsely } = liveCases(world, LEEWAY[world.promise], new Random(3));
      expect(finalAutomation, name).toBeCloseTo(allKnowingShare(world), 12);
      expect(falsely, name).toBe(false);
    }
  });

  it('goes further where the test of the promise is left out', () => {
    for (const name of ['marginal', 'slices']) {
      const life = liveCases(named(name), CONTROLS.pooled, new Random(3));
      expect(life.falsely, name).toBe(true);
      expect(life.finalAutomation, name).toBeCloseTo(1, 12);
    }
  });
});
