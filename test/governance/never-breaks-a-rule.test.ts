import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { governanceOf } from '../../src/governance/governance-of.ts';
import { LIFE_RULES, live } from '../support/governance-life.ts';
import { breaches } from '../support/governance-model.ts';
import { random } from '../support/random.ts';

const RUNS = 60;

describe('random people doing random things', () => {
  it('never reach a policy that breaks a rule, and reach what rules are about', () => {
    const [events, refusals] = [new Map<string, number>(), new Map<string, number>()];
    const count = (map: Map<string, number>, key: string, more = 1) =>
      map.set(key, (map.get(key) ?? 0) + more);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 30, max: 90 }), (seed, commands) => {
        const life = live(random(seed), commands);
        expect(breaches(life.witnessed, LIFE_RULES)).toEqual([]);
        const ledger = life.witnessed.map(({ event }) => event);
        expect(governanceOf(JSON.parse(JSON.stringify(ledger)))).toEqual(life.governance);
        for (const { type } of ledger) count(events, type);
        for (const [rule, times] of life.refusals) count(refusals, rule, times);
        for (const { policy, plan } of life.governance.policies)
          if (policy.autonomous !== null) count(events, plan === null ? 'autonomous' : 'autonomous by plan');
      }),
      { seed: 20260501, numRuns: RUNS },
    );
    console.log(events, refusals);
  });
});
