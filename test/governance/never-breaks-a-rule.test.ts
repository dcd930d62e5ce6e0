import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { governanceOf } from '../../src/governance/governance-of.ts';
import { activePolicy } from '../../src/governance/look-up.ts';
import { day } from '../support/governance.ts';
import { LIFE_RULES, live } from '../support/governance-life.ts';
import { breaches } from '../support/governance-model.ts';
import { random } from '../support/random.ts';

/** How often each must come at least, so that the property is about something. */
const EVENTS = {
  'proposal.opened': 200,
  'proposal.edited': 8,
  'proposal.voted': 400,
  'proposal.withdrawn': 10,
  'proposal.expired': 40,
  'proposal.activated': 120,
  'plan.stepped': 20,
  'policy.narrowed': 15,
  'policy.demoted': 2,
  'policy.revoked': 5,
  'policy.expired': 8,
  'floor.set': 8,
  'floor.lifted': 5,
  'alarm.raised': 20,
  'alarm.reviewed': 20,
  autonomous: 10,
};
/** What no decision can ask for: the time that authority lasts is computed. */
const NEVER_ASKED = ['G17'];
const LEAST_REFUSALS = 3;

describe('random people doing random things', () => {
  it('never reach a policy that breaks a rule', () => {
    const [events, refusals] = [new Map<string, number>(), new Map<string, number>()];
    const count = (map: Map<string, number>, key: string, more = 1) =>
      map.set(key, (map.get(key) ?? 0) + more);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 20, max: 90 }), (seed, commands) => {
        const life = live(random(seed), commands);
        expect(breaches(life.witnessed, LIFE_RULES)).toEqual([]);
        const ledger = life.witnessed.map(({ event }) => event);
        // At once, from what was written, as well as one by one.
        expect(governanceOf(JSON.parse(JSON.stringify(ledger)))).toEqual(life.governance);
        for (const { type } of ledger) count(events, type);
        for (const [rule, times] of life.refusals) count(refusals, rule, times);
        for (const { policy } of life.governance.policies)
          if (policy.autonomous !== null) count(events, 'autonomous');
      }),
      { seed: 20260501, numRuns: 50 },
    );
    for (const [type, least] of Object.entries(EVENTS))
      expect(events.get(type) ?? 0, type).toBeGreaterThanOrEqual(least);
    const rules = Array.from({ length: 25 }, (_, place) => `G${place + 1}`);
    for (const rule of rules.filter((one) => !NEVER_ASKED.includes(one)))
      expect(refusals.get(rule) ?? 0, rule).toBeGreaterThanOrEqual(LEAST_REFUSALS);
  });
});

describe('what watches them', () => {
  const lives = [7, 8, 9].map((seed) => live(random(seed), 80).witnessed);

  it('finds an event that was left out', () => {
    const activations = lives.flatMap((witnessed) =>
      witnessed.flatMap(({ event }, place) =>
        event.type === 'proposal.voted' && witnessed[place + 1]?.event.type === 'proposal.activated'
          ? [witnessed.toSpliced(place, 1)]
          : [],
      ),
    );
    expect(activations.length).toBeGreaterThan(3);
    for (const witnessed of activations) expect(breaches(witnessed, LIFE_RULES)).not.toEqual([]);
  });

  it('finds that a rule was stricter than what was done', () => {
    const all = (change: Partial<typeof LIFE_RULES>) =>
      lives.flatMap((witnessed) => breaches(witnessed, { ...LIFE_RULES, ...change }));
    expect(all({})).toEqual([]);
    for (const change of [
      { cooldown: LIFE_RULES.cooldown * 4 },
      { expiresAfter: LIFE_RULES.expiresAfter / 2 },
      { proposalExpiresAfter: LIFE_RULES.proposalExpiresAfter / 20 },
      { maxStep: 0.01 },
      { maxAmount: 50 },
      { minAuditRate: 0.4 },
      { quorum: { lead: 2, board: 1 } },
      { alwaysReview: ['regulatory', 'legal'] },
    ])
      expect(all(change).length, JSON.stringify(change)).toBeGreaterThan(0);
  });

  it('sees the same policies in force as those who act', () => {
    for (const witnessed of lives) {
      const governance = governanceOf(witnessed.map(({ event }) => event));
      const last = witnessed.at(-1)?.event.at ?? day(0);
      for (const { policy, ended } of governance.policies) {
        const inForce = activePolicy(governance, policy.domain, last)?.policy.version === policy.version;
        expect(inForce).toBe(ended === null && policy.expiresAt > last);
      }
    }
  });
});
