import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_VALUE, OTHER_VALUES } from '../../src/contracts/no-value.ts';
import { Policy } from '../../src/contracts/policy.ts';
import { createGate, type GateDecision, gateOver, type Route } from '../../src/gate/index.ts';
import { policy, SALT } from '../support/policy.ts';

const NOW = '2026-05-04T09:12:00Z';
const DECISION: GateDecision = {
  ...{ domain: 'refunds', model: 'agent-1', confidence: 0.97, amount: 40, triggers: [] },
  ...{ segments: {}, decisionId: 'T-1001' },
};
const routed = (over: Partial<Policy>, decision: Partial<GateDecision>, now = NOW): Route =>
  createGate([policy(over)], { salt: SALT, now }).route({ ...DECISION, ...decision });
const reason = (over: Partial<Policy>, decision: Partial<GateDecision>): string =>
  routed(over, decision).reason;

describe('a gate', () => {
  it('lets the AI act from a threshold on, and says how likely a person sees it', () => {
    expect(routed({}, { confidence: 0.93 })).toMatchObject({
      level: 'autonomous',
      reason: 'autonomous_threshold',
      inclusionProbability: 0.05,
      policyVersion: 7,
    });
    expect(routed({}, { confidence: 0.9299999 })).toMatchObject({
      level: 'on-the-loop',
      reason: 'on_the_loop_threshold',
      inclusionProbability: 0.3,
    });
    expect(routed({}, { confidence: 0.8499999 })).toEqual({
      ...{ level: 'in-the-loop', reason: 'below_threshold', audit: true },
      ...{ inclusionProbability: 1, policyVersion: 7 },
    });
    expect(reason({ autonomous: null }, { confidence: 1 })).toBe('on_the_loop_threshold');
    expect(reason({ onTheLoop: null }, { confidence: 0.9 })).toBe('below_threshold');
    expect(reason({ autonomous: null, onTheLoop: null }, { confidence: 1 })).toBe('below_threshold');
  });

  it('takes the first of its rules that a decision meets', () => {
    // Each line mends what the one before it met.
    const steps: [Partial<GateDecision>, string][] = [
      [{ domain: 'other' }, 'unknown_domain'],
      [{ domain: 'refunds' }, 'always_review'],
      [{ triggers: ['vip'] }, 'over_max_amount'],
      [{ amount: null }, 'amount_missing'],
      [{ amount: 250 }, 'other_model'],
      [{ model: 'agent-1' }, 'excluded_slice'],
      [{ segments: { language: 'de' } }, 'confidence_missing'],
      [{ confidence: 1.01 }, 'confidence_invalid'],
      [{ confidence: 0.2 }, 'below_threshold'],
      [{ confidence: 1 }, 'decision_id_missing'],
      [{ decisionId: 'T-1' }, 'autonomous_threshold'],
    ];
    let decision: GateDecision = { domain: '', triggers: ['vip', 'legal'], amount: 250.01, model: 'agent-2' };
    decision = { ...decision, segments: { language: 'nl' } };
    const gate = createGate([policy({ excluded: [{ column: 'language', value: 'nl' }] })], {
      ...{ salt: SALT, now: NOW },
    });
    for (const [mended, expected] of steps) {
      decision = { ...decision, ...mended };
      expect(gate.route(decision).reason).toBe(expected);
    }
  });

  it('asks for no amount where amounts do not matter, and sends a decision without one to a person where they do', () => {
    expect(reason({ maxAmount: null }, { amount: null })).toBe('autonomous_threshold');
    expect(reason({ maxAmount: null }, { amount: 1e9 })).toBe('autonomous_threshold');
    expect(reason({ maxAmount: 0 }, { amount: 0 })).toBe('autonomous_threshold');
    expect(reason({ maxAmount: 0 }, { amount: undefined })).toBe('amount_missing');
  });

  it('takes a decision without a model for unversioned, as the record does', () => {
    expect(reason({}, { model: null })).toBe('other_model');
    expect(reason({ model: 'unversioned' }, { model: '' })).toBe('autonomous_threshold');
    expect(reason({ model: 'unversioned' }, { model: undefined })).toBe('autonomous_threshold');
  });

  it('is in force from validFrom on and before expiresAt', () => {
    const at = (now: string): string => routed({}, {}, now).reason;
    expect(at('2025-12-31T23:59:59.999Z')).toBe('policy_not_yet_valid');
    expect(at('2026-01-01T01:00:00+01:00')).toBe('autonomous_threshold');
    expect(at('2026-12-31T23:59:59.999Z')).toBe('autonomous_threshold');
    expect(at('2027-01-01T00:00:00Z')).toBe('policy_expired');
    expect(routed({}, {}, '2027-01-01T00:00:00Z')).toMatchObject({
      level: 'in-the-loop',
      policyVersion: null,
    });
    for (const now of ['yesterday', '2026-02-31T00:00:00Z', '']) expect(at(now)).toBe('policy_not_yet_valid');
    const times = [Number.NaN, Date.parse('2026-05-01T00:00:00Z')];
    const gate = createGate([policy()], { salt: SALT, now: () => times.shift() ?? 0 });
    expect([1, 2, 3].map(() => gate.route(DECISION).reason)).toEqual([
      'policy_not_yet_valid',
      'autonomous_threshold',
      'policy_not_yet_valid',
    ]);
  });

  it('draws audits at the rate of the rung, and the same ones again', () => {
    const [gate, again] = [0, 1].map(() => createGate([policy()], { salt: SALT, now: NOW }));
    const N = 20_000;
    for (const [confidence, rate] of [
      [0.97, 0.05],
      [0.9, 0.3],
    ] as const) {
      const ids = Array.from({ length: N }, (_, i) => ({ ...DECISION, confidence, decisionId: `T-${i}` }));
      const drawn = ids.map((one) => gate?.route(one).audit);
      const seen = drawn.filter(Boolean).length;
      expect(Math.abs(seen - rate * N) / Math.sqrt(rate * (1 - rate) * N)).toBeLessThan(4);
      expect(ids.map((one) => again?.route(one).audit)).toEqual(drawn);
      // What a decision says does not move its draw.
      expect(
        ids.map((one) => gate?.route({ ...one, amount: 1, confidence: confidence + 0.01 }).audit),
      ).toEqual(drawn);
    }
    expect(routed({ autonomous: { threshold: 0.9, auditRate: 1 } }, {}).audit).toBe(true);
  });
});

describe('an excluded slice', () => {
  const excluded = (value: string): Partial<Policy> => ({ excluded: [{ column: 'language', value }] });

  it('goes to a person, under any spelling of its column, and where its value is no text', () => {
    for (const segments of [{ language: 'nl' }, { Language: 'nl' }, { ' LANGUAGE': 'nl' }])
      expect(reason(excluded('nl'), { segments })).toBe('excluded_slice');
    expect(reason(excluded('nl'), { segments: { language: 'de', channel: 'nl' } })).toBe(
      'autonomous_threshold',
    );
    const gate = createGate([policy(excluded('nl'))], { salt: SALT, now: NOW });
    for (const segments of [{ language: 3 }, new Map([['language', 'nl']]), ['nl'], 'nl'])
      expect(gate.routeUnchecked({ ...DECISION, segments }).reason).toBe('excluded_slice');
  });

  it('of decisions without a value holds all that have none', () => {
    for (const segments of [{}, null, undefined, { language: '' }, { language: null }])
      expect(reason(excluded(NO_VALUE), { segments })).toBe('excluded_slice');
    expect(reason(excluded(NO_VALUE), { segments: { language: 'nl' } })).toBe('autonomous_threshold');
    expect(reason(excluded('nl'), { segments: {} })).toBe('autonomous_threshold');
  });

  it('of all other values holds every value that the policy does not name', () => {
    for (const segments of [{ language: 'nl' }, { language: 'xx' }, {}])
      expect(reason(excluded(OTHER_VALUES), { segments })).toBe('excluded_slice');
    const named = { ...excluded(OTHER_VALUES), included: [{ column: 'language', value: 'nl' }] };
    expect(reason(named, { segments: { language: 'nl' } })).toBe('autonomous_threshold');
    for (const segments of [{ language: 'xx' }, {}, { language: 'nl', LANGUAGE: 'xx' }])
      expect(reason(named, { segments })).toBe('excluded_slice');
  });
});

describe('what is not as it should be', () => {
  const gate = createGate([policy({ excluded: [{ column: 'language', value: 'nl' }] })], {
    ...{ salt: SALT, now: NOW },
  });
  /** Right and wrong values of every field. */
  const anything = fc.oneof(
    fc.anything(),
    fc.constantFrom(undefined, null, Number.NaN, -0.1, 1.1, '0.97', [1]),
  );
  const asked = fc.record(
    Object.fromEntries(
      Object.entries(DECISION).map(([key, value]) => [key, fc.oneof(fc.constant(value), anything)]),
    ),
  );

  it('never throws, and acts only where every field is what it should be', () => {
    fc.assert(
      fc.property(asked, (decision) => {
        const { level, audit, inclusionProbability } = gate.routeUnchecked(decision);
        const { domain, confidence, model, amount, triggers, decisionId } = decision;
        const isSound =
          domain === 'refunds' &&
          typeof confidence === 'number' &&
          confidence >= 0.85 &&
          confidence <= 1 &&
          model === 'agent-1' &&
          typeof amount === 'number' &&
          amount >= 0 &&
          amount <= 250 &&
          (triggers === undefined ||
            triggers === null ||
            (Array.isArray(triggers) && !triggers.includes('legal'))) &&
          typeof decisionId === 'string';
        if (!isSound) expect({ level, audit, inclusionProbability }).toEqual(PERSON);
      }),
      { numRuns: 2000 },
    );
  });
  const PERSON = { level: 'in-the-loop', audit: true, inclusionProbability: 1 };

  it('of a decision goes to a person and is called malformed', () => {
    const wrong = { triggers: ['legal', 3], amount: -1, model: 5, domain: 7 };
    for (const [key, value] of Object.entries(wrong))
      expect(gate.routeUnchecked({ ...DECISION, [key]: value })).toMatchObject({
        ...PERSON,
        reason: 'input_malformed',
      });
    for (const amount of [Number.NaN, Number.POSITIVE_INFINITY, '40', 1e14])
      expect(gate.routeUnchecked({ ...DECISION, amount }).reason).toBe('input_malformed');
    const thrower = Object.defineProperty({}, 'domain', { get: () => expect.fail('asked') });
    expect(gate.routeUnchecked(thrower).reason).toBe('input_malformed');
    expect(gate.routeUnchecked(JSON.parse('null')).reason).toBe('input_malformed');
    expect(gate.routeUnchecked({ ...DECISION, domain: '__proto__' }).reason).toBe('unknown_domain');
  });

  it('of a policy gives no authority: what the contract refuses, and two for one domain', () => {
    const rung = { threshold: 0.9, auditRate: 0.1 };
    const broken: Record<string, unknown>[] = [
      { autonomous: { ...rung, threshold: Number.NaN } },
      { autonomous: { ...rung, threshold: '0.9' } },
      { autonomous: { ...rung, auditRate: 0 } },
      { autonomous: undefined },
      { onTheLoop: { ...rung, threshold: 0.99 } },
      { alwaysReview: 'legal' },
      { maxAmount: undefined },
      { maxAmount: -1 },
      { excluded: undefined },
      { excluded: [{ column: 'language' }] },
      { included: ['nl'] },
      { approvedBy: [] },
      { version: '7' },
      { expiresAt: 'never' },
      { expiresAt: '2026-02-31T00:00:00Z' },
      { expiresAt: '2025-01-01T00:00:00Z' },
      { model: null },
    ];
    for (const over of broken) {
      const one = gateOver([{ ...policy(), ...over }], { salt: SALT, now: NOW });
      expect(one.route(DECISION).reason, JSON.stringify(over)).toBe('policy_malformed');
    }
    const twice = gateOver([policy(), policy({ version: 8 })], { salt: SALT, now: NOW });
    expect(twice.route(DECISION).reason).toBe('policy_malformed');
    expect(gateOver([null, 3, {}, []], { salt: SALT, now: NOW }).route(DECISION).reason).toBe(
      'unknown_domain',
    );
    expect(Policy.safeParse(policy()).success).toBe(true);
  });

  it('of a salt is said when the gate is made, where the AI may act', () => {
    expect(() => createGate([policy()], { salt: null, now: NOW })).toThrow(/16 characters/);
    expect(() => createGate([policy()], { salt: 'short', now: NOW })).toThrow(RangeError);
    const nothing = policy({ autonomous: null, onTheLoop: null });
    expect(createGate([nothing], { salt: null, now: NOW }).route(DECISION).level).toBe('in-the-loop');
  });
});

describe('a gate that is made', () => {
  it('stays what it was, whatever becomes of its policies', () => {
    const own = policy();
    const gate = createGate([own], { salt: SALT, now: NOW });
    const before = gate.route(DECISION);
    own.maxAmount = 1;
    own.alwaysReview.push('vip');
    if (own.autonomous !== null) own.autonomous.threshold = 1;
    expect(gate.route({ ...DECISION, triggers: ['vip'] })).toEqual(before);
    expect(Object.isFrozen(gate)).toBe(true);
  });
});
