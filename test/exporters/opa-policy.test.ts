import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Policy } from '../../src/contracts/policy.ts';
import { opaFiles } from '../../src/exporters/opa.ts';
import { gateOver } from '../../src/gate/index.ts';
import { anyOddity, anyPolicy, DECISION, NOW, questionOf } from '../support/gate-questions.ts';
import { type OpaQuestion, opaRoutes } from '../support/opa.ts';
import { policy, SALT } from '../support/policy.ts';

const FLOOR = { domain: 'closing', reason: 'the law asks for a person', owner: 'Ann', legalSource: null };
const LASTING = policy({ expiresAt: '2999-01-01T00:00:00.000Z' });

function bundleOf(policies: readonly Policy[]): { readonly rego: string; readonly data: unknown } {
  const [, data, rego] = opaFiles({
    ...{ version: 1, revision: 'a'.repeat(64), policies: [...policies], floors: [FLOOR] },
  });
  return { rego: rego?.text ?? '', data: JSON.parse(data?.text ?? '') };
}
const { rego, data } = bundleOf([policy()]);

/** Everything that the gate says but the draw, whose secret no bundle has. */
function gateRoute(policies: readonly Policy[], decision: Record<string, unknown>): unknown {
  const { audit: _, ...route } = gateOver(policies, { salt: SALT, now: NOW }).routeUnchecked(decision);
  return route;
}

describe('the rules for OPA', () => {
  it('route as the gate does, with its reasons, whatever is asked', async () => {
    const cases = fc.tuple(anyPolicy, fc.array(anyOddity, { minLength: 20, maxLength: 20 }));
    const reasons = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 12, maxLength: 12 }), async (asked) => {
        const all = asked.flatMap(([one, oddities]) =>
          oddities.map((oddity) => ({ one, decision: questionOf(one, oddity) })),
        );
        const routes = await opaRoutes(
          rego,
          all.map(({ one, decision }): OpaQuestion => {
            return { data: bundleOf([one]).data, input: { ...decision, now: NOW } };
          }),
        );
        const expected = all.map(({ one, decision }) => gateRoute([one], decision));
        for (const [place, route] of routes.entries())
          expect(route, JSON.stringify(all[place])).toEqual(expected[place]);
        expect(routes).toHaveLength(all.length);
        for (const route of routes) reasons.add(z.object({ reason: z.string() }).parse(route).reason);
      }),
      { numRuns: 2, endOnFailure: true },
    );
    expect(reasons.size).toBeGreaterThanOrEqual(10);
  });

  it('route each oddity by itself as the gate does', async () => {
    const unversioned = policy({ model: 'unversioned', excluded: [{ column: 'language', value: 'nl' }] });
    const values = [
      undefined,
      null,
      '',
      'x',
      -1,
      -0.001,
      0,
      1,
      1.2,
      250,
      250.01,
      1e13,
      2e13,
      true,
      [],
      ['legal'],
      [3],
      {},
    ];
    const asked = [policy(), unversioned, policy({ ...unversioned, maxAmount: null })].flatMap((one) =>
      [...Object.keys(DECISION), 'segments'].flatMap((name) =>
        values.map((value) => ({ one, decision: questionOf(one, { [name]: value }) })),
      ),
    );
    const routes = await opaRoutes(
      rego,
      asked.map(({ one, decision }) => ({ data: bundleOf([one]).data, input: { ...decision, now: NOW } })),
    );
    for (const [place, { one, decision }] of asked.entries())
      expect(routes[place], JSON.stringify(decision)).toEqual(gateRoute([one], decision));
  });

  it('leave to a person what is no decision, and what they cannot read', async () => {
    const inputs = [
      null,
      3,
      [],
      'x',
      {},
      { domain: 'another' },
      { domain: 'closing' },
      { ...DECISION, now: 'noon' },
    ];
    const routes = await opaRoutes(
      rego,
      inputs.map((input) => ({ data, input })),
    );
    const reasons = [
      ...Array(5).fill('input_malformed'),
      'unknown_domain',
      'unknown_domain',
      'policy_not_yet_valid',
    ];
    expect(routes).toEqual(
      reasons.map((reason) => ({
        level: 'in-the-loop',
        reason,
        inclusionProbability: 1,
        policyVersion: null,
      })),
    );
  });

  it.each([
    ['2025-12-31T23:59:59.999Z', 'policy_not_yet_valid'],
    ['2026-01-01T01:00:00+01:00', 'autonomous_threshold'],
    ['2026-12-31T23:59:59.999999Z', 'autonomous_threshold'],
    ['2027-01-01T00:00:00Z', 'policy_expired'],
  ])('at %s say %s', async (now, reason) => {
    const [route] = await opaRoutes(rego, [{ data, input: { ...DECISION, now } }]);
    expect(route).toMatchObject({ reason });
  });

  it('take their own clock where no time is given', async () => {
    const over = policy({ expiresAt: '2026-01-02T00:00:00.000Z' });
    const routes = await opaRoutes(
      rego,
      [LASTING, over].map((one) => ({ data: bundleOf([one]).data, input: { ...DECISION, now: null } })),
    );
    expect(routes).toMatchObject([{ reason: 'autonomous_threshold' }, { reason: 'policy_expired' }]);
  });

  it('read the names of columns in any case, and several of one', async () => {
    const one = policy({ excluded: [{ column: 'Language', value: 'nl' }] });
    const segments = [
      { ' LANGUAGE ': 'nl' },
      { language: 'de', LANGUAGE: 'nl' },
      { language: 'de' },
      { language: 3 },
      [],
    ];
    const asked = segments.map((own) => ({ ...DECISION, segments: own }));
    const routes = await opaRoutes(
      rego,
      asked.map((decision) => ({ data: bundleOf([one]).data, input: { ...decision, now: NOW } })),
    );
    expect(routes).toEqual(asked.map((decision) => gateRoute([one], decision)));
    expect(routes).toMatchObject([
      { level: 'in-the-loop' },
      { level: 'in-the-loop' },
      { level: 'autonomous' },
      {},
      {},
    ]);
  });

  it('give no authority to a policy that lacks something', async () => {
    const whole: Readonly<Record<string, unknown>> = { ...policy(), included: [], from: 0, until: 1e15 };
    const lacking = [
      'model',
      'onTheLoop',
      'alwaysReview',
      'maxAmount',
      'excluded',
      'version',
      'from',
      'until',
    ];
    const routes = await opaRoutes(
      rego,
      ['none', ...lacking].map((name) => {
        const { [name]: _, ...rest } = whole;
        const decision = { ...DECISION, confidence: 0.9, triggers: ['vip'] };
        return { data: { leeway: { policies: { refunds: rest } } }, input: decision };
      }),
    );
    expect(routes).toMatchObject(
      ['on-the-loop', ...lacking.map(() => 'in-the-loop')].map((level) => ({ level })),
    );
  });
});
