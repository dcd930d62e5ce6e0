import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import { Configuration, type DomainRules } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { certify } from '../../src/tuning/certify.ts';
import { recommend } from '../../src/tuning/recommend.ts';
import { certifySliced, type Slices } from '../../src/tuning/slice-search.ts';
import { evidenceOf, type Row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const target: Target = Object.freeze({ risk: 0.05, delta: 0.05, guarantee: 'selective-risk' });
const LIMIT = 0.1;

function record(right: number, wrong: number, over: Partial<Row> = {}): Row[] {
  return [...rows(right, over), ...rows(wrong, { ...over, outcome: 'override' })];
}

/** A domain that is the sum of its slices of one column. */
function domainOf(
  parts: Readonly<Record<string, readonly Row[]>>,
  over: Partial<Evidence> = {},
): { whole: Evidence; slices: Slices } {
  const whole = evidenceOf(Object.values(parts).flat(), over);
  const slices = Object.entries(parts).map(([value, own]) => ({
    column: 'language',
    value,
    evidence: evidenceOf(own, over),
  }));
  return { whole, slices: { risk: LIMIT, slices } };
}

const rules: DomainRules = {
  ...Configuration.parse({}).defaults,
  maxStep: 1,
};

function judged({ whole, slices }: ReturnType<typeof domainOf>) {
  return recommend(whole, {
    ...{ rules, asOf: '2026-05-02T00:00:00.000Z', firstLook: false },
    ...{ isNewestModel: true, drift: null, slices },
  });
}

describe('a domain with slices', () => {
  const good = { de: record(980, 20), en: record(490, 10) };

  it('is certified as before where every slice passes', () => {
    const { whole, slices } = domainOf(good);
    const found = certifySliced(whole, target, false, slices);
    expect(found.certified).toEqual(certify(whole, target, false).certified);
    expect(found.certified.length).toBeGreaterThan(0);
  });

  it('says of each slice what it rests on', () => {
    const one = judged(domainOf(good));
    expect(one).toMatchObject({ action: 'widen', refusal: null });
    expect(one.slices).toMatchObject([
      { column: 'language', value: 'de', reviewed: 1000, errors: 20, limit: 0.1, verdict: 'passed' },
      { column: 'language', value: 'en', reviewed: 500, errors: 10, limit: 0.1, verdict: 'passed' },
    ]);
    for (const { risk, riskUpper } of one.slices) {
      expect(risk).toBe(0.02);
      expect(riskUpper).toBeGreaterThan(0.02);
      expect(riskUpper).toBeLessThanOrEqual(0.1);
    }
    expect(one.reasons.join(' ')).toContain('Each of its 2 slices stays below 10 of 100');
  });

  it('rests its claim on its weakest part', () => {
    const { whole, slices } = domainOf(good);
    const [lowest] = certify(whole, target, false).certified;
    const at = lowest?.thresholdPpm ?? 0;
    const parts = [
      certify(whole, target, false).logE(at),
      ...slices.slices.map(({ evidence }) => certify(evidence, { ...target, risk: LIMIT }, false).logE(at)),
    ];
    expect(certifySliced(whole, target, false, slices).logE(at)).toBe(Math.min(...parts));
  });

  it('gets nothing where one of them is too often wrong, and says which', () => {
    const one = judged(domainOf({ de: record(1980, 5), nl: record(70, 30) }));
    expect(one).toMatchObject({
      ...{ action: 'none', certified: null, proposed: null, level: 'in-the-loop' },
      refusal: { reason: 'slice_failed', have: 100, need: null },
    });
    expect(one.slices.map(({ value, verdict }) => [value, verdict])).toEqual([
      ['de', 'passed'],
      ['nl', 'failed'],
    ]);
    expect(one.reasons.join(' ')).toContain('Decisions with language = nl were wrong 30 of 100 times');
  });

  it('gets nothing where one has too few verdicts, and says how many it lacks', () => {
    const one = judged(domainOf({ de: record(1980, 5), nl: record(20, 0) }));
    expect(one.refusal).toMatchObject({ reason: 'slice_failed', have: 20 });
    const [, nl] = one.slices;
    expect(nl).toMatchObject({ verdict: 'untested', reviewed: 20, errors: 0 });
    const lacking = (nl?.need ?? 0) - 20;
    expect(lacking).toBeGreaterThan(10);
    expect(one.reasons.join(' ')).toContain(`about ${lacking} more verdicts are needed`);
    // With so many more like those it does pass.
    const enough = judged(domainOf({ de: record(1980, 5), nl: record(20 + lacking, 0) }));
    expect(enough.refusal).toBeNull();
    expect(judged(domainOf({ de: record(1980, 5), nl: record(20 + lacking - 1, 0) })).refusal).not.toBeNull();
  });

  it('goes down only as far as every slice does', () => {
    const high = { ppm: 950_000 };
    const low = { ppm: 900_000 };
    const domain = domainOf({
      de: [...record(995, 5, high), ...record(995, 5, low)],
      nl: [...record(199, 1, high), ...record(60, 40, low)],
    });
    const one = judged(domain);
    expect(judged({ ...domain, slices: { ...domain.slices, slices: [] } }).certified?.threshold).toBe(0.9);
    expect(one.certified?.threshold).toBeGreaterThan(0.9);
    expect(one.reasons.join(' ')).toContain('As a whole the domain would pass at a lower confidence.');
    expect(one.next).toMatchObject({ have: 300, need: null });
  });

  it('is not certified by slices whose selection is unknown', () => {
    const { whole, slices } = domainOf(good);
    const [de, en] = slices.slices;
    if (de === undefined || en === undefined) throw new Error('two slices');
    const unknown = { ...en, evidence: { ...en.evidence, selection: 'unknown' as const } };
    const found = certifySliced(whole, target, false, { risk: LIMIT, slices: [de, unknown] });
    expect(found.certified).toEqual([]);
  });

  it('waits until the first 500 decisions have settled which slices there are', () => {
    const { whole, slices } = domainOf({ de: record(250, 0), en: record(249, 0) });
    expect(certify(whole, target, false).certified.length).toBeGreaterThan(0);
    expect(certifySliced(whole, target, false, slices).certified).toEqual([]);
    const later = domainOf({ de: record(250, 0), en: record(250, 0) });
    expect(certifySliced(later.whole, target, false, later.slices).certified.length).toBeGreaterThan(0);
  });

  it('may be judged by a first look, for itself and its slices', () => {
    // Enough for the exact test at half of delta, too few for the e-process.
    const { whole, slices } = domainOf({ de: record(500, 5), nl: record(45, 0) });
    const nightly = certifySliced(whole, target, false, slices);
    const once = certifySliced(whole, target, true, slices);
    expect(nightly.certified.map(({ method }) => method)).not.toContain('exact-binomial-first-look');
    expect(once.certified.map(({ method }) => method)).toContain('exact-binomial-first-look');
  });

  it('is refused under another guarantee', () => {
    const { whole, slices } = domainOf(good);
    expect(() => certifySliced(whole, { ...target, guarantee: 'marginal' }, false, slices)).toThrow(
      RangeError,
    );
  });

  it('never gets more than without slices, whatever the evidence', () => {
    const chance = random(11);
    for (let i = 0; i < 60; i += 1) {
      const parts = Object.fromEntries(
        ['a', 'b', 'c'].map((name) => {
          const wrong = chance.below(12);
          return [name, [950_000, 800_000].flatMap((ppm) => record(chance.below(700), wrong, { ppm }))];
        }),
      );
      const { whole, slices } = domainOf(parts);
      const alone = new Set(certify(whole, target, false).certified.map(({ thresholdPpm }) => thresholdPpm));
      for (const { thresholdPpm } of certifySliced(whole, target, false, slices).certified)
        expect(alone.has(thresholdPpm)).toBe(true);
    }
  });
});
