import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import { missingAmounts } from '../../src/tuning/missing-amounts.ts';
import { recommend } from '../../src/tuning/recommend.ts';
import { evidenceOf, rows } from '../support/evidence-of.ts';

const MISSING = /^No decision here carries an amount, and under maxAmount/;
const rulesWith = (defaults: Record<string, unknown>) =>
  rulesFor(Configuration.parse({ defaults }), 'refunds');
const asked = (rules: ReturnType<typeof rulesWith>) => ({
  ...{ rules, asOf: '2026-05-01T00:00:00.000Z', firstLook: false, isNewestModel: true, drift: null },
});

describe('amounts that nobody recorded', () => {
  it('are the reason that is given where a limit on them leaves the AI nothing', () => {
    const evidence = evidenceOf(rows(600, { eligible: false }));
    expect(recommend(evidence, asked(rulesWith({ maxAmount: 50 }))).reasons).toContainEqual(
      expect.stringMatching(MISSING),
    );
    expect(missingAmounts(evidence, rulesWith({ amountSteps: [50] }))[0]).toMatch(
      /under amountSteps a decision/,
    );
  });

  it('are no reason without a limit, where some are recorded, or where something is the AI’s to take', () => {
    const none = evidenceOf(rows(600, { eligible: false }));
    const some = { cells: none.cells.map((cell) => ({ ...cell, amountCents: 100 })) };
    expect(missingAmounts(none, rulesWith({ alwaysReview: ['legal'] }))).toEqual([]);
    expect(missingAmounts(some, rulesWith({ maxAmount: 50 }))).toEqual([]);
    expect(missingAmounts(evidenceOf(rows(600)), rulesWith({ maxAmount: 50 }))).toEqual([]);
  });
});
