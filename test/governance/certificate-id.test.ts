import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence, EvidenceCell } from '../../src/contracts/evidence.ts';
import { certificateId } from '../../src/governance/certificate-id.ts';
import { canonicalJson, digest } from '../../src/governance/digest.ts';
import { recommend } from '../../src/tuning/recommend.ts';
import { evidenceOf, rows } from '../support/evidence-of.ts';

const evidence = evidenceOf([...rows(300), ...rows(3, { outcome: 'override' })]);
const draft = recommend(evidence, {
  rules: rulesFor(Configuration.parse({}), 'refunds'),
  asOf: '2026-05-02T00:00:00.000Z',
  firstLook: false,
  isNewestModel: true,
  drift: null,
});
const { target } = draft;
const certificate = draft.certificate ?? expect.fail('the evidence gives a certificate');
const id = certificateId(evidence, target, certificate);

const withCell = (over: Partial<EvidenceCell>): Evidence => ({
  ...evidence,
  cells: [{ ...(evidence.cells[0] as EvidenceCell), ...over }, ...evidence.cells.slice(1)],
});
const first = evidence.cells[0] as EvidenceCell;
/** The next number that a double can say. */
const hairAbove = (value: number): number => value + 2 ** (Math.floor(Math.log2(value)) - 52);

describe('certificateId', () => {
  it('is the same for the same evidence, whatever the order of keys', () => {
    const turned = Object.fromEntries(Object.entries(structuredClone(evidence)).reverse()) as Evidence;
    expect(certificateId(turned, { ...target }, { ...certificate })).toBe(id);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<EvidenceCell>]>([
    ['one decision', { decisions: first.decisions + 1 }],
    ['a confidence by a millionth', { band: first.band + 1 }],
    ['a confidence within its band', { excess: 1 }],
    ['the spread within a band', { excessSquared: 1 }],
    ['one cent', { amountCents: 1 }],
    ['who may act', { eligible: false }],
    ['a verdict', { outcome: 'edit' }],
    ['a loss by a hair', { loss: Number.MIN_VALUE }],
    ['an inclusion probability by a hair', { inclusion: 1 - Number.EPSILON / 2 }],
    ['the smallest one in force', { smallestInclusion: 0.999 }],
  ])('changes with %s', (_, over) => {
    expect(certificateId(withCell(over), target, certificate)).not.toBe(id);
  });

  it.each<[string, Partial<Evidence>]>([
    ['the domain', { domain: 'refund' }],
    ['the model', { model: 'agent-2' }],
    ['what was left out', { immature: 1 }],
    ['a millisecond', { lastDecidedAt: '2026-05-01T00:00:00.001Z' }],
    ['a start', { startConfidences: [900_001, ...evidence.startConfidences.slice(1)] }],
    ['the selection', { selection: 'audited' }],
  ])('changes with %s', (_, over) => {
    expect(certificateId({ ...evidence, ...over }, target, certificate)).not.toBe(id);
  });

  it('changes with the limit and with delta, by the smallest step there is', () => {
    for (const key of ['risk', 'delta'] as const) {
      const moved = { ...target, [key]: hairAbove(target[key]) };
      expect(certificateId(evidence, moved, certificate)).not.toBe(id);
    }
  });

  it('changes with every figure that the certificate states', () => {
    for (const key of ['threshold', 'logE', 'errors', 'reviewed', 'decisions', 'pending'] as const) {
      const moved = { ...certificate, [key]: certificate[key] + 1 };
      expect(certificateId(evidence, target, moved), key).not.toBe(id);
    }
  });

  it('is the digest of all it binds, of the cells as lines of canonical JSON', () => {
    const figure = fc.oneof(
      fc.nat(12),
      fc.nat(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(-0, -1, 1e21, 1e-7, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 0.05),
    );
    const unknown = fc.option(fc.constantFrom(0, -0, 1, 0.05, 1e-7));
    const cell = fc.record({
      domain: fc.constant('refunds'),
      model: fc.constant('agent-1'),
      band: figure,
      eligible: fc.boolean(),
      outcome: fc.constantFrom('agree', 'unreviewed', 'a "quoted" word\n', '😀 €') as fc.Arbitrary<'agree'>,
      loss: unknown,
      inclusion: unknown,
      smallestInclusion: unknown,
      decisions: figure,
      excess: figure,
      excessSquared: figure,
      amountCents: figure,
    });
    const { cells: _, ...facts } = evidence;
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 400, size: 'max' }), (cells) => {
        const lines = cells.map((one) => {
          const { domain, model, ...rest } = one;
          return `${canonicalJson(Object.values(rest))}\n`;
        });
        const rows = createHash('sha256').update(lines.join('')).digest('hex');
        const whole = digest({ facts, cells: rows, target, certificate });
        expect(certificateId({ ...evidence, cells }, target, certificate)).toBe(whole);
      }),
    );
  });

  it('refuses figures that are none', () => {
    expect(() => certificateId(withCell({ loss: Number.NaN }), target, certificate)).toThrow(TypeError);
    expect(() => certificateId(withCell({ excess: Number.NaN }), target, certificate)).toThrow(TypeError);
    expect(() => certificateId(withCell({ band: Number.POSITIVE_INFINITY }), target, certificate)).toThrow(
      TypeError,
    );
    expect(() => certificateId(evidence, target, { ...certificate, logE: Number.NEGATIVE_INFINITY })).toThrow(
      TypeError,
    );
  });
});
