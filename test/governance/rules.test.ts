import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/contracts/problem.ts';
import type { Objection } from '../../src/governance/objection.ts';
import type { RuleCase } from '../support/rule-attempts.ts';
import * as guards from '../support/rule-cases-guards.ts';
import * as people from '../support/rule-cases-people.ts';
import * as settings from '../support/rule-cases-settings.ts';
import * as widening from '../support/rule-cases-widening.ts';

const ACCEPTED = [people, widening, guards, settings].flatMap((cases) => cases.ACCEPTED);
const REJECTED = [people, widening, guards, settings].flatMap((cases) => cases.REJECTED);
const RULES = Array.from({ length: 27 }, (_, place) => `G${place + 1}` as const);

/** Every objection that an attempt met; none where it went through. */
function objectionsTo({ attempt }: RuleCase): readonly Objection[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-allowed') throw error;
    const { objections } = error.details;
    if (!Array.isArray(objections)) throw error;
    return objections;
  }
}

describe('the rules of governance', () => {
  it.each(ACCEPTED)('$rule lets pass: $title', (one) => {
    expect(objectionsTo(one)).toEqual([]);
  });

  it.each(REJECTED)('$rule stops: $title', (one) => {
    const { rule, also = [] } = one;
    expect(objectionsTo(one).map((objection) => objection.rule)).toEqual([rule, ...also]);
  });

  it.each(RULES)('%s has a case that passes and one that does not', (rule) => {
    expect(ACCEPTED.some((one) => one.rule === rule)).toBe(true);
    expect(REJECTED.some((one) => one.rule === rule)).toBe(true);
  });
});
