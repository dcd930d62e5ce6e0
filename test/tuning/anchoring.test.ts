import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { ArmVoices } from '../../src/contracts/review-signals.ts';
import { anchoringOf, swayedBy, swayedRefusal } from '../../src/tuning/anchoring.ts';
import { type Draft, type RecommendOptions, recommend } from '../../src/tuning/recommend.ts';
import { evidenceOf, type Row, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rules = rulesFor(Configuration.parse({ defaults: { maxStep: 1 } }), 'refunds');

/** So many decisions of one weight, blind and shown, and the wrong ones of each. */
function arms(blind: readonly [number, number], shown: readonly [number, number], weight = 1): ArmVoices[] {
  return [
    { blind: true, weight, voices: blind[0], wrong: blind[1] },
    { blind: false, weight, voices: shown[0], wrong: shown[1] },
  ];
}

const SWAYED = arms([750, 30], [2250, 22]);
const ALIKE = arms([750, 15], [2250, 45]);

describe('anchoringOf(arms)', () => {
  it('says nothing below 30 decisions in either arm, over all weights', () => {
    expect(anchoringOf(arms([29, 29], [900, 0]), 0.95)).toBeNull();
    expect(anchoringOf(arms([900, 900], [29, 0]), 0.95)).toBeNull();
    expect(anchoringOf([...arms([20, 20], [20, 0]), ...arms([10, 10], [10, 0], 4)], 0.95)?.found).toBe(true);
    expect(anchoringOf(arms([30, 30], [30, 0]), 0.95)?.found).toBe(true);
  });

  it('finds what chance does not explain, in one direction only', () => {
    expect(anchoringOf(SWAYED, 0.95)).toMatchObject({ blind: 30 / 750, shown: 22 / 2250, found: true });
    expect(anchoringOf(ALIKE, 0.95)?.found).toBe(false);
    expect(anchoringOf(arms([750, 7], [2250, 90]), 0.95)?.found).toBe(false);
  });
});

describe('swayedRefusal(arms)', () => {
  it('is surer than what is told, since it is asked every night', () => {
    const slightly = arms([750, 24], [2250, 42]);
    expect(anchoringOf(slightly, 0.95)?.found).toBe(true);
    expect(swayedBy(slightly)).toBeNull();
    expect(swayedRefusal(slightly)).toBeNull();
  });

  it('has the decisions judged blind, and needs no number that anybody could name', () => {
    expect(swayedRefusal(SWAYED)).toEqual({
      ...{ reason: 'reviewer_quality', have: 750, need: null, best: null },
    });
    expect(swayedRefusal(ALIKE)).toBeNull();
    expect(swayedRefusal([])).toBeNull();
    expect(swayedRefusal()).toBeNull();
  });
});

describe('a year of nights without any influence', () => {
  it('is refused on some of them in few domains, where what is told would be said of many', () => {
    const { chance } = random(1);
    const wrongOf = (verdicts: number): number =>
      Array.from({ length: verdicts }, () => chance(0.08)).filter((isWrong) => isWrong).length;
    let [told, refused] = [0, 0];
    for (let life = 0; life < 300; life++) {
      let [blind, shown, isTold, isRefused] = [0, 0, false, false];
      for (let night = 1; night <= 365; night++) {
        blind += wrongOf(2);
        shown += wrongOf(6);
        const now = arms([2 * night, blind], [6 * night, shown]);
        isTold ||= anchoringOf(now, 0.95)?.found === true;
        isRefused ||= swayedBy(now) !== null;
      }
      told += isTold ? 1 : 0;
      refused += isRefused ? 1 : 0;
    }
    expect(told / 300).toBeGreaterThan(0.1);
    expect(refused / 300).toBeLessThan(0.05);
  });
});

describe('recommend on verdicts that may be swayed', () => {
  const good: readonly Row[] = [...rows(2950), ...rows(50, { outcome: 'override' })];
  const held = { thresholdPpm: 900_000, level: 'on-the-loop', widenFrom: null, mayGraduate: false } as const;
  const recommended = (over: Partial<RecommendOptions>, all = good): Draft =>
    recommend(evidenceOf(all), {
      ...{ rules, asOf: '2026-05-02T00:00:00.000Z', firstLook: false, isNewestModel: true, drift: null },
      ...over,
    });

  it('certifies nothing, takes back what is held, and says why', () => {
    expect(recommended({})).toMatchObject({ action: 'widen', refusal: null });
    const swayed = recommended({ reviewArms: SWAYED });
    expect(swayed).toMatchObject({
      ...{ action: 'none', level: 'in-the-loop', certified: null, proposed: null },
      refusal: { reason: 'reviewer_quality', have: 750, need: null, best: null },
      next: { have: 750, need: null, days: null },
    });
    expect(swayed.reasons[0]).toMatch(/judged blind they changed 4 %, .* in sight of its answer 1 %/);
    expect(swayed.reasons[1]).toMatch(
      /^More verdicts in sight of the answer do not help\. Let each reviewer/,
    );
    const taken = recommended({ reviewArms: SWAYED, held });
    expect(taken).toMatchObject({ action: 'narrow', level: 'in-the-loop', proposed: null });
    expect(taken.reasons[2]).toMatch(/that goes back into the loop/);
  });

  it('is the same as ever where they are not', () => {
    expect(recommended({ reviewArms: ALIKE })).toEqual(recommended({}));
    expect(recommended({ reviewArms: [], held })).toEqual(recommended({ held }));
  });

  it('does not ask for more of them where they are too few, nor lets chance keep what rests on them', () => {
    const few = rows(50);
    expect(recommended({ held }, few)).toMatchObject({
      action: 'hold',
      refusal: { reason: 'insufficient_verdicts' },
    });
    expect(recommended({ held, reviewArms: SWAYED }, few)).toMatchObject({
      action: 'narrow',
      refusal: { reason: 'reviewer_quality' },
    });
  });

  it('comes after what says more: nobody knows how they were chosen, a newer model decides, the record is old', () => {
    const reasonOf = (over: Partial<RecommendOptions>, all = good) =>
      recommended({ reviewArms: SWAYED, ...over }, all).refusal?.reason;
    expect(reasonOf({ isNewestModel: false })).toBe('stale_model');
    expect(reasonOf({ asOf: '2027-05-02T00:00:00.000Z' })).toBe('stale_data');
    expect(reasonOf({ isFloor: true })).toBe('floor');
    const unknown = recommend(evidenceOf([row({ inclusion: null })], { selection: 'unknown' }), {
      ...{ rules, asOf: '2026-05-02T00:00:00.000Z', firstLook: false, isNewestModel: true, drift: null },
      reviewArms: SWAYED,
    });
    expect(unknown.refusal?.reason).toBe('selection_unknown');
  });

  it('comes before slices, which rest on the same verdicts', () => {
    const evidence = evidenceOf([...rows(5), ...rows(5, { outcome: 'override' })]);
    const slices = { risk: 0.1, slices: [{ column: 'language', value: 'pl', evidence }] };
    expect(recommended({ slices }).refusal?.reason).toBe('slice_failed');
    expect(recommended({ slices, reviewArms: SWAYED }).refusal?.reason).toBe('reviewer_quality');
  });
});
