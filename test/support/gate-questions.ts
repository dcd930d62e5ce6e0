import fc from 'fast-check';
import type { Policy } from '../../src/contracts/policy.ts';
import { policy } from './policy.ts';

/** When policies of these are asked about. */
export const NOW = '2026-05-04T09:12:00.400Z';

/** A decision on which the AI acts alone under `policy()`. */
export const DECISION: Readonly<Record<string, unknown>> = {
  ...{ domain: 'refunds', model: 'agent-1', confidence: 0.97, amount: 40, triggers: [], decisionId: 'T-1' },
};

const share = fc.constantFrom(0, 0.2, 0.5, 0.85, 0.93, 1);
const rung = fc.option(fc.record({ threshold: share, auditRate: fc.constantFrom(0.05, 1) }), { freq: 4 });
const words = fc.subarray(['legal', 'vip', 'in', '']);

/** Policies of two domains, in force or just not. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    ...{ domain: fc.constantFrom('refunds', 'billing/refund.issue'), autonomous: rung, onTheLoop: rung },
    ...{ model: fc.constantFrom('agent-1', 'unversioned'), alwaysReview: words },
    maxAmount: fc.constantFrom(null, 0, 40, 250),
    expiresAt: fc.constantFrom('2027-01-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z', NOW),
    excluded: fc.subarray([
      { column: 'language', value: 'nl' },
      { column: 'language', value: '(other)' },
      { column: 'channel', value: '(none)' },
    ]),
    included: fc.subarray([
      { column: 'language', value: 'de' },
      { column: 'language', value: '(none)' },
    ]),
  })
  .map(policy)
  .filter(
    ({ autonomous, onTheLoop }) =>
      autonomous === null || onTheLoop === null || autonomous.threshold >= onTheLoop.threshold,
  );

const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, null, [], {}, '', 0, 1, false, '1'));
const odd = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: value, weight: 8 }, { arbitrary: anything, weight: 1 });
const fields = fc.record({
  domain: fc.constantFrom('refunds', 'billing/refund.issue'),
  confidence: odd(fc.oneof(share, fc.double({ min: 0, max: 1, noNaN: true }))),
  model: odd(fc.constantFrom('agent-1', 'unversioned', 'agent-2')),
  amount: odd(fc.constantFrom(0, 40, 40.5, 250, 251, 1e13, 2e13)),
  triggers: odd(fc.oneof(words, fc.array(fc.constantFrom('vip', 'le', 'legal ')))),
  decisionId: odd(fc.constantFrom('T-1', 'T-2')),
  segments: odd(
    fc.record(
      { language: fc.constantFrom('nl', 'de', 'fy', ''), channel: fc.constantFrom('mail', '(none)') },
      { requiredKeys: [] },
    ),
  ),
});
const names = ['domain', 'confidence', 'model', 'amount', 'triggers', 'decisionId', 'segments'] as const;

/** What is odd about a decision: few things at a time, so that many of them reach the thresholds. */
export const anyOddity: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .tuple(fields, fc.subarray([...names], { maxLength: 2 }))
  .map(([values, chosen]) => Object.fromEntries(chosen.map((name) => [name, values[name]])));

/** A decision that suits a policy but for its oddity, as JSON can say it. */
export function questionOf(
  { domain, model, maxAmount }: Policy,
  oddity: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const segments = { language: 'de', channel: 'mail' };
  const sound = { ...DECISION, domain, model, amount: maxAmount ?? 40, confidence: 1, segments };
  return JSON.parse(JSON.stringify({ ...sound, ...oddity }));
}
