import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { init } from '@launchdarkly/node-server-sdk';
import { FileDataSourceFactory } from '@launchdarkly/node-server-sdk/integrations';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import type { Policy } from '../../src/contracts/policy.ts';
import { a2i } from '../../src/exporters/a2i.ts';
import { launchdarkly } from '../../src/exporters/launchdarkly.ts';
import { gateOver } from '../../src/gate/index.ts';
import { DECISION, NOW } from '../support/gate-questions.ts';
import { policy, SALT } from '../support/policy.ts';
import { temporaryFolder } from '../support/write-history.ts';

const FLOOR = { domain: 'closing', reason: 'the law asks for a person', owner: 'Ann', legalSource: null };
const inForce = (...policies: Policy[]) => {
  return { version: 1 as const, revision: 'a'.repeat(64), policies, floors: [FLOOR] };
};

describe('the flag values for LaunchDarkly', () => {
  it('are read by its SDK as the policies that a gate needs, and without one there is none', async () => {
    const path = join(temporaryFolder(), 'flags.json');
    writeFileSync(path, launchdarkly(inForce(policy())));
    const source = new FileDataSourceFactory({ paths: [path] });
    const silent = { error() {}, warn() {}, info() {}, debug() {} };
    const client = init('none', {
      ...{ updateProcessor: source.getFactory(), sendEvents: false, logger: silent, diagnosticOptOut: true },
    });
    onTestFinished(() => client.close());
    await client.waitForInitialization({ timeout: 10 });
    const level = async (domain: string) => {
      const value: unknown = await client.variation(`leeway.${domain}`, { kind: 'user', key: 'T-1' }, null);
      const gate = gateOver([value], { salt: SALT, now: NOW });
      return gate.routeUnchecked({ ...DECISION, domain }).level;
    };
    expect(await level('refunds')).toBe('autonomous');
    for (const domain of ['closing', 'another']) expect(await level(domain)).toBe('in-the-loop');
    expect(await client.variation('leeway', { kind: 'user', key: 'T-1' }, null)).toBe('a'.repeat(64));
  });
});

/** As published in the guide to Amazon A2I. */
const isConditions = new Ajv().compile({
  definitions: {
    Condition: {
      type: 'object',
      properties: { ConditionType: { type: 'string' }, ConditionParameters: { type: 'object' } },
      required: ['ConditionType'],
    },
    OrConditionArray: {
      type: 'object',
      properties: { Or: { type: 'array', minItems: 2, items: { $ref: '#/definitions/ComplexCondition' } } },
    },
    AndConditionArray: {
      type: 'object',
      properties: { And: { type: 'array', minItems: 2, items: { $ref: '#/definitions/ComplexCondition' } } },
    },
    ComplexCondition: {
      anyOf: ['Condition', 'OrConditionArray', 'AndConditionArray'].map((name) => ({
        $ref: `#/definitions/${name}`,
      })),
    },
  },
  type: 'object',
  required: ['Conditions'],
  properties: { Conditions: { type: 'array', items: { $ref: '#/definitions/ComplexCondition' } } },
});

const Parameters = z.strictObject({
  ModerationLabelName: z.literal('*').optional(),
  ConfidenceLessThan: z.number().min(0).max(100).optional(),
  ConfidenceGreaterThanEquals: z.number().min(0).max(100).optional(),
  RandomSamplingPercentage: z.number().min(0.01).max(100).optional(),
});
const Simple = z.strictObject({
  ConditionType: z.enum(['ModerationLabelConfidenceCheck', 'Sampling']),
  ConditionParameters: Parameters,
});
const Nested = z.union([Simple, z.strictObject({ And: z.array(Simple) })]);
const Flows = z.record(
  z.string(),
  z.strictObject({ Conditions: z.tuple([z.union([Simple, z.strictObject({ Or: z.array(Nested) })])]) }),
);

/** How likely a person sees an inference, in percent: what A2I does with conditions. */
function seen(domain: string, policies: Policy[], confidence: number): number {
  const flow = Flows.parse(JSON.parse(a2i(inForce(...policies))))[domain];
  if (flow === undefined) return Number.NaN;
  const chance = ({ ConditionParameters: own }: z.infer<typeof Simple>): number => {
    if (own.RandomSamplingPercentage !== undefined) return own.RandomSamplingPercentage;
    const isBelow = confidence < (own.ConfidenceLessThan ?? 101);
    return isBelow && confidence >= (own.ConfidenceGreaterThanEquals ?? 0) ? 100 : 0;
  };
  const [top] = flow.Conditions;
  const parts = 'Or' in top ? top.Or : [top];
  return Math.max(...parts.map((one) => ('And' in one ? Math.min(...one.And.map(chance)) : chance(one))));
}

describe('the activation conditions for Amazon A2I', () => {
  const free = { maxAmount: null, alwaysReview: [], excluded: [] };

  it('are what its schema says, nested at most twice', () => {
    const said = JSON.parse(a2i(inForce(policy(free), policy({ ...free, domain: 'b', autonomous: null }))));
    expect(Object.keys(said)).toEqual(['refunds', 'b', 'closing']);
    for (const one of Object.values(said)) expect(isConditions(one), JSON.stringify(one)).toBe(true);
    expect(isConditions({ Conditions: 3 })).toBe(false);
    Flows.parse(said);
  });

  it.each([
    [84.99, 100],
    [85, 30],
    [92.99, 30],
    [93, 5],
    [100, 5],
  ])('at %s percent show %s percent to a person', (confidence, percent) => {
    expect(seen('refunds', [policy(free)], confidence)).toBe(percent);
  });

  it('leave to people what they cannot tell apart', () => {
    const limits: Partial<Policy>[] = [
      { maxAmount: 3 },
      { alwaysReview: ['legal'] },
      { excluded: [{ column: 'a', value: 'b' }] },
      { autonomous: null, onTheLoop: null },
    ];
    for (const over of limits) expect(seen('refunds', [policy({ ...free, ...over })], 100)).toBe(100);
    expect(seen('closing', [], 100)).toBe(100);
  });

  it('lose nothing of a threshold, and never draw fewer than the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1e5 }), (ppm, rate) => {
        const rung = { threshold: ppm / 1e6, auditRate: rate / 1e5 };
        const one = policy({ ...free, autonomous: rung, onTheLoop: null });
        const percent = seen('refunds', [one], 100);
        expect(percent).toBeGreaterThanOrEqual((rate / 1e5) * 100 - 1e-9);
        expect(percent).toBeLessThan((rate / 1e5) * 100 + 0.01);
        expect(seen('refunds', [one], ppm / 1e4)).toBe(percent);
        if (ppm > 0) expect(seen('refunds', [one], ppm / 1e4 - 1e-4)).toBe(100);
      }),
    );
  });
});
