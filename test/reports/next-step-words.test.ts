import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../src/contracts/recommendation.ts';
import { nextStepWords } from '../../src/reports/next-step-words.ts';
import { recommendation, refused } from '../support/recommendation.ts';

const because = (reason: RefusalReason) => ({ reason, have: 101, need: 474, best: null });

describe('nextStepWords', () => {
  it('names the step that is proposed, and what there is left after it', () => {
    expect(nextStepWords(recommendation())).toBe('widen to 0.99, one step at a time');
    expect(nextStepWords(recommendation({ limitedBy: [] }))).toBe('widen to 0.99');
    expect(nextStepWords(recommendation({ level: 'autonomous', limitedBy: [] }))).toBe(
      'make autonomous from 0.99',
    );
  });

  it('says what is taken back, and why', () => {
    expect(nextStepWords(recommendation({ action: 'narrow', limitedBy: [] }))).toBe('narrow to 0.99');
    expect(nextStepWords(refused(because('drifted'), { action: 'narrow' }))).toBe(
      'take authority back: errors have risen',
    );
  });

  it('says what a domain waits for', () => {
    const waiting = { action: 'hold', proposed: null } as const;
    expect(nextStepWords(recommendation({ ...waiting, limitedBy: ['cooldown'] }))).toBe(
      'wait for the cooldown',
    );
    expect(nextStepWords(recommendation({ ...waiting, limitedBy: [] }))).toBe(
      'next step: 371 of 611 verdicts, about 9 days',
    );
    const done = { ...waiting, limitedBy: [], next: { have: 371, need: null, days: null } };
    expect(nextStepWords(recommendation(done))).toBe('keep as it is');
    expect(nextStepWords(refused(because('insufficient_verdicts')))).toBe('101 of 474 verdicts');
    expect(nextStepWords(refused(because('floor')))).toBe('none: people decide');
  });
});
