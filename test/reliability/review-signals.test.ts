import { describe, expect, it } from 'vitest';
import type { ReviewCounts, ReviewerCounts } from '../../src/contracts/cut-counts.ts';
import { ReviewSignals } from '../../src/contracts/review-signals.ts';
import { reviewSignals } from '../../src/reliability/review-signals.ts';
import { reviewerRows } from '../../src/reliability/reviewer-rows.ts';
import { reviewSections } from '../../src/reports/review-words.ts';

const nothing: ReviewCounts = {
  ...{ verdicts: 900, blind: 0, shown: 0, timed: 0, medianSeconds: null, blindSeconds: null },
  ...{ shownSeconds: null, arms: [], pairs: 0, alike: 0, blindPairs: 0, first: [], rubrics: [] },
};
const arm = (blind: boolean, weight: number, voices: number, wrong: number) => ({
  ...{ blind, weight, voices, wrong, confidence: voices * 900_000 },
});
const signals = (over: Partial<ReviewCounts>, isKnown = true) =>
  ReviewSignals.parse(reviewSignals({ ...nothing, ...over }, isKnown));
const said = (review: ReviewSignals, limit = 0.05): string =>
  reviewSections(review, limit)
    .flatMap(({ reading }) => reading)
    .join(' ');

describe('what verdicts are worth', () => {
  it('is not asked where nothing is recorded of how they came about', () => {
    const review = signals({});
    expect(review).toMatchObject({ blindShare: null, blind: null, anchoring: null, noise: null });
    expect(reviewSections(review, 0.05)).toEqual([]);
  });

  it('is less where more is changed blind than chance explains, and says that it is about reviewers', () => {
    const review = signals({
      ...{ blind: 400, shown: 500, arms: [arm(true, 1, 400, 60), arm(false, 1, 500, 25)] },
      ...{ timed: 900, medianSeconds: 12, blindSeconds: 31, shownSeconds: 8.04 },
    });
    expect(review.anchoring).toMatchObject({ blind: 0.15, shown: 0.05, found: true, compared: 1 });
    expect(said(review)).toContain(
      'Blind, 15.0 % of the answers were changed; in sight of the AI’s answer, 5.0 %',
    );
    expect(said(review)).toMatch(
      /a difference of 10\.0 points \(6\.\d to 14\.\d, 95 % interval\)\. Chance does not/,
    );
    expect(said(review)).toMatch(/about the reviewers, not about the AI, and holds if chance decided which/);
    expect(said(review)).toContain('took 12 s or less; blind 31 s, in sight of the answer 8.0 s.');
    expect(reviewSections(review, 0.05)[0]?.table?.rows).toHaveLength(2);
  });

  it('is in doubt where chance explains the difference, and unknown where few were judged blind', () => {
    const alike = signals({ blind: 50, shown: 50, arms: [arm(true, 1, 50, 5), arm(false, 1, 50, 4)] });
    expect(alike.anchoring?.found).toBe(false);
    expect(said(alike)).toMatch(/Chance may explain that; an influence of up to \d+\.\d points could still/);
    const few = signals({ blind: 29, shown: 500, arms: [arm(true, 1, 29, 9), arm(false, 1, 500, 4)] });
    expect(few.anchoring).toBeNull();
    expect(said(few)).toMatch(/can be told from 30 decisions on/);
  });

  it('compares like with like where blind verdicts are of other decisions', () => {
    // One in ten is changed of what is audited, half of what is escalated, blind or not.
    const arms = [
      arm(true, 20, 100, 10),
      arm(true, 1, 10, 5),
      arm(false, 20, 50, 5),
      arm(false, 1, 400, 200),
    ];
    const { anchoring, blind, shown } = signals({ blind: 110, shown: 450, arms });
    expect(anchoring?.difference.value).toBeCloseTo(0, 12);
    expect(blind?.overrideRate.naive?.value).toBeLessThan(shown?.overrideRate.naive?.value ?? 0);
    const alone = signals({ blind: 100, shown: 450, arms: arms.filter((_, place) => place !== 1) });
    expect(alone.anchoring?.compared).toBeCloseTo(3000 / 3400, 12);
    expect(said(alone)).toContain('which are 88.2 % of those judged');
  });

  it('is corrected for slips where two judged the same, and never without its supposition', () => {
    const first = [{ weight: 1, voices: 1000, wrong: 140 }];
    const review = signals({ pairs: 200, alike: 181, blindPairs: 0, first });
    expect(review.noise?.corrected.value).toBeCloseTo(0.1, 12);
    expect(said(review)).toMatch(
      /none of them blind to the AI’s answer, which two who see it may both follow/,
    );
    expect(said(review)).toMatch(/if they err independently of each other, and in both directions alike/);
    expect(said(review)).toContain('No authority rests on this');
    expect(said(review, 0.01)).toContain('A limit of 1.0 % can hardly be shown by such reviewers');
    expect(said(review, 0.1)).not.toContain('can hardly be shown');
    const strange = signals({ pairs: 200, alike: 181, first: [{ weight: 1, voices: 1000, wrong: 10 }] });
    expect(said(strange)).toMatch(/so they do not err like that, and nothing is corrected/);
    expect(signals({ pairs: 29, alike: 29, first }).noise).toBeNull();
  });

  it('is told by rubric where there are several', () => {
    const rubrics = [
      { rubric: 'v2\n', verdicts: 80, wrong: 8 },
      { rubric: 'v1', verdicts: 20, wrong: 1 },
    ];
    expect(said(signals({ rubrics }))).toContain(
      'v2\\n (80 verdicts, 10.0 % changed), v1 (20 verdicts, 5.0 % changed)',
    );
    expect(said(signals({ rubrics: rubrics.slice(1) }))).toBe('');
  });
});

const reviewer = (over: Partial<ReviewerCounts>): ReviewerCounts => ({
  ...{ reviewer: 'r', verdicts: 400, overrides: 40, soleVoice: 400 },
  ...{ bothRight: 0, bothWrong: 0, onlyThisWrong: 0, onlyOtherWrong: 0 },
  ...{ blind: 0, blindOverrides: 0, shown: 0, shownOverrides: 0, timed: 0, medianSeconds: null },
  ...over,
});

describe('a rubber stamp', () => {
  const others = [reviewer({}), reviewer({}), reviewer({})];
  const flagged = (over: Partial<ReviewerCounts>, usualSeconds: number | null = null) => {
    const row = reviewerRows([...others, reviewer(over)], 0, usualSeconds).at(-1);
    return { is: row?.rubberStamp, why: row?.why ?? '' };
  };

  it('changes few, and is quicker than half of all where that is recorded', () => {
    expect(flagged({ overrides: 8 }).is).toBe(true);
    expect(flagged({ overrides: 8, timed: 400, medianSeconds: 20 }, 20)).toEqual({ is: false, why: '' });
    const quick = flagged({ overrides: 8, timed: 400, medianSeconds: 3 }, 20);
    expect(quick.is).toBe(true);
    expect(quick.why).toMatch(
      /^changed 8 of 400 .*; took 3 s at the median of 400, where all together take 20 s$/,
    );
    // Three verdicts with a time tell nothing of four hundred.
    expect(flagged({ overrides: 8, timed: 3, medianSeconds: 20 }, 20).is).toBe(true);
  });

  it('is not who changes few of what they judge blind', () => {
    const blind = { blind: 350, blindOverrides: 3, shown: 50, shownOverrides: 5 };
    expect(flagged({ overrides: 8, ...blind }).is).toBe(false);
  });

  it('is found among others of its kind by what it changes blind, where it is quick', () => {
    const swayed = { overrides: 55, blind: 100, blindOverrides: 30, shown: 300, shownOverrides: 25 };
    expect(flagged({ ...swayed, timed: 400, medianSeconds: 4 }, 20).why).toMatch(
      /changed 30 of 100 decisions blind, and 25 of 300 in sight of the answer/,
    );
    expect(flagged({ ...swayed, timed: 400, medianSeconds: 19 }, 20).is).toBe(false);
  });
});
