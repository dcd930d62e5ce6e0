import { FlagdCore } from '@openfeature/flagd-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Policy } from '../../src/contracts/policy.ts';
import { flagd } from '../../src/exporters/flagd.ts';
import { gateOver } from '../../src/gate/index.ts';
import { anyOddity, anyPolicy, DECISION, NOW, questionOf } from '../support/gate-questions.ts';
import { policy, SALT } from '../support/policy.ts';

const REVISION = 'a'.repeat(64);
const FLOOR = { domain: 'closing', reason: 'the law asks for a person', owner: 'Ann', legalSource: null };

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) });
});
afterAll(() => {
  vi.useRealTimers();
});

function coreOf(policies: readonly Policy[]): FlagdCore {
  const silent = () => {};
  const core = new FlagdCore(undefined, { error: silent, warn: silent, info: silent, debug: silent });
  core.setConfigurations(flagd({ version: 1, revision: REVISION, policies: [...policies], floors: [FLOOR] }));
  return core;
}

/** As a service asks: a person decides where there is no answer. */
function levelBy(core: FlagdCore, { domain, decisionId, ...rest }: Record<string, unknown>): string {
  const targetingKey = decisionId === undefined ? {} : { targetingKey: decisionId };
  // A context comes from outside, and holds anything that JSON can say.
  const context = JSON.parse(JSON.stringify({ ...rest, ...targetingKey }));
  try {
    return core.resolveStringEvaluation(`leeway.${String(domain)}`, 'in-the-loop', context).value;
  } catch {
    return 'in-the-loop';
  }
}

function levels(policies: readonly Policy[], decision: Record<string, unknown>): [string, string] {
  const gate = gateOver(policies, { salt: SALT, now: NOW });
  return [levelBy(coreOf(policies), decision), gate.routeUnchecked(decision).level];
}

describe('the flags', () => {
  it.each([
    ['autonomous', { confidence: 0.93 }],
    ['on-the-loop', { confidence: 0.9299 }],
    ['in-the-loop', { confidence: 0.84 }],
    ['autonomous', { amount: 250 }],
    ['in-the-loop', { amount: 250.01 }],
    ['in-the-loop', { amount: undefined }],
    ['in-the-loop', { amount: '40' }],
    ['in-the-loop', { amount: -1 }],
    ['in-the-loop', { triggers: ['vip', 'legal'] }],
    ['autonomous', { triggers: ['vip', 'legal intent'] }],
    ['autonomous', { triggers: undefined }],
    ['in-the-loop', { triggers: 'vip' }],
    ['in-the-loop', { triggers: { legal: true } }],
    ['in-the-loop', { triggers: ['vip', 3] }],
    ['in-the-loop', { model: 'agent-2' }],
    ['in-the-loop', { model: undefined }],
    ['in-the-loop', { confidence: undefined }],
    ['in-the-loop', { confidence: null }],
    ['in-the-loop', { confidence: '0.99' }],
    ['in-the-loop', { confidence: true }],
    ['in-the-loop', { confidence: 1.2 }],
    ['in-the-loop', { decisionId: undefined }],
    ['in-the-loop', { decisionId: '' }],
    ['in-the-loop', { domain: 'another' }],
    ['in-the-loop', { domain: 'closing' }],
  ])('answer %s to %j, as the gate does', (level, over) => {
    expect(levels([policy()], { ...DECISION, ...over })).toEqual([level, level]);
  });

  it('leave everything to a person where the AI may nothing', () => {
    const nothing = policy({ autonomous: null, onTheLoop: null });
    expect(levels([nothing], { ...DECISION, confidence: 1 })).toEqual(['in-the-loop', 'in-the-loop']);
  });

  it('know when a policy begins and runs out, to the second and never too long', () => {
    const at = (validFrom: string, expiresAt: string): string =>
      levels([policy({ validFrom, expiresAt })], DECISION)[0];
    expect(at('2026-05-04T09:12:00Z', '2026-05-04T09:12:01Z')).toBe('autonomous');
    expect(at('2026-05-04T09:12:00.200Z', '2027-01-01T00:00:00Z')).toBe('in-the-loop');
    expect(at('2026-05-04T09:12:01Z', '2027-01-01T00:00:00Z')).toBe('in-the-loop');
    for (const over of ['2026-05-04T09:12:00.300Z', '2026-05-04T09:12:00Z', '2026-05-03T09:12:00Z'])
      expect(at('2026-01-01T00:00:00Z', over)).toBe('in-the-loop');
  });

  it('keep excluded slices from the AI, under the names that the policy has', () => {
    const excluding = policy({ excluded: [{ column: 'language', value: 'nl' }] });
    const of = (one: Policy, segments: unknown) => levelBy(coreOf([one]), { ...DECISION, segments });
    expect(of(excluding, { language: 'de' })).toBe('autonomous');
    for (const segments of [{ language: 'nl' }, { Language: 'de' }, {}, undefined, { language: 3 }])
      expect(of(excluding, segments)).toBe('in-the-loop');
    const others = policy({
      excluded: [{ column: 'language', value: '(other)' }],
      included: [{ column: 'language', value: 'de' }],
    });
    expect(of(others, { language: 'de' })).toBe('autonomous');
    expect(of(others, { language: 'fy' })).toBe('in-the-loop');
    const dotted = policy({ excluded: [{ column: 'a.b', value: 'x' }] });
    expect(of(dotted, { 'a.b': 'y', a: { b: 'y' } })).toBe('in-the-loop');
  });

  it('say what the gate says, of any decision; where slices are excluded a person sees at least as much', () => {
    let acted = 0;
    fc.assert(
      fc.property(anyPolicy, fc.array(anyOddity, { minLength: 20, maxLength: 20 }), (one, asked) => {
        const core = coreOf([one]);
        const gate = gateOver([one], { salt: SALT, now: NOW });
        for (const over of asked) {
          const decision = questionOf(one, over);
          const [said, expected] = [levelBy(core, decision), gate.routeUnchecked(decision).level];
          if (said !== 'in-the-loop') acted += 1;
          if (one.excluded.length === 0 || said !== 'in-the-loop') expect(said).toBe(expected);
        }
      }),
      { numRuns: 100 },
    );
    expect(acted).toBeGreaterThan(300);
  });
});
