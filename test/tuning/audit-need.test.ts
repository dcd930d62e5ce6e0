import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { type AuditNeed, auditNeed, driftedNeed } from '../../src/tuning/audit-need.ts';
import { certify } from '../../src/tuning/certify.ts';
import { newestModels } from '../../src/tuning/newest-models.ts';
import { explainMiss } from '../../src/tuning/refusal.ts';
import { targetOf } from '../../src/tuning/target.ts';
import { evidenceOf, type Row, rows } from '../support/evidence-of.ts';

const AS_OF = '2026-05-02T00:00:00.000Z';
const needOf = (evidence: Evidence, defaults: object = {}): AuditNeed => {
  const rules = rulesFor(Configuration.parse({ defaults }), evidence.domain);
  return auditNeed(evidence, rules, targetOf(rules), AS_OF);
};
const TARGET = { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' } as const;
/** Good at the top, worse below, 61 days. */
const mixed = (scale: number, below = 0.1): Row[] => [
  ...rows(50 * scale, { ppm: 950_000 }),
  ...rows(Math.round(40 * scale * (1 - below)), { ppm: 800_000 }),
  ...rows(Math.round(40 * scale * below), { ppm: 800_000, outcome: 'override' }),
];

describe('auditNeed', () => {
  it('says what the refusal says where nothing is certified', () => {
    const need = needOf(evidenceOf(rows(60)));
    const { refusal } = explainMiss(certify(evidenceOf(rows(60)), TARGET, false), TARGET);
    expect(refusal.reason).toBe('insufficient_verdicts');
    expect(need).toMatchObject({
      status: 'reachable',
      refusal: 'insufficient_verdicts',
      have: refusal.have,
    });
    expect(need.have + (need.missing ?? 0)).toBe(refusal.need);
    expect(need.perDay).toBeCloseTo(60 / 61, 9);
    expect(need.adds).toBe(need.perDay);
  });

  it('begins with nothing where nobody judged anything, and with nothing known where somebody judged something', () => {
    const unjudged = rows(500, { outcome: 'unreviewed', inclusion: null, smallestInclusion: null });
    const fresh = needOf(evidenceOf(unjudged, { selection: 'unknown' }));
    expect(fresh).toMatchObject({ status: 'reachable', have: 0, missing: 77, coverage: 1 });
    const some = rows(5, { inclusion: null, smallestInclusion: null });
    expect(needOf(evidenceOf([...unjudged, ...some], { selection: 'unknown' }))).toMatchObject({
      ...{ status: 'out-of-reach', refusal: 'selection_unknown', missing: null },
    });
    const declared = { selection: 'unknown', audits: { expected: 250, observed: 0 } } as const;
    expect(needOf(evidenceOf(unjudged, declared)).refusal).toBe('selection_unknown');
  });

  it('looks below what is certified for the threshold at which a review gains most', () => {
    const need = needOf(evidenceOf(mixed(10)));
    expect(need).toMatchObject({ status: 'reachable', refusal: null, coverage: 1, have: 900 });
    expect(need.adds).toBeCloseTo(400 / 61, 9);
    // As a whole one error in 22: under the limit of 5 %, but near it.
    expect(need.missing).toBeGreaterThan(1000);
  });

  it('stops at a threshold that cannot pass, since what lies below is behind it', () => {
    // The middle is worse than the limit allows by itself; what lies below would do, but is behind it.
    const barred = [
      ...rows(600, { ppm: 950_000 }),
      ...rows(200, { ppm: 900_000, outcome: 'override' }),
      ...rows(9000, { ppm: 700_000 }),
    ];
    expect(needOf(evidenceOf(barred))).toMatchObject({ status: 'kept', missing: null });
  });

  it('keeps the smallest rate where all is certified that can be', () => {
    const need = needOf(evidenceOf(rows(900)));
    expect(need).toMatchObject({ status: 'kept', refusal: null, missing: null, adds: 0, coverage: 1 });
  });

  it('tells a domain that cannot pass from one whose record is too old', () => {
    const bad = [...rows(300), ...rows(100, { outcome: 'override' })];
    expect(needOf(evidenceOf(bad)).refusal).toBe('no_threshold_can_pass');
    const old = { firstDecidedAt: '2025-01-01T00:00:00.000Z', lastDecidedAt: '2025-03-01T00:00:00.000Z' };
    const need = needOf(evidenceOf(rows(60), old));
    expect(need).toMatchObject({ status: 'out-of-reach', refusal: 'stale_data', thresholdPpm: null });
  });

  it('speaks of the band that is next where bands are promised one by one', () => {
    const confidences = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5];
    const turns = Array.from({ length: 100 }, (_, turn) =>
      confidences.flatMap((one, place) =>
        place === 9 && turn >= 60 ? [] : rows(1, { ppm: one * 1_000_000 }),
      ),
    );
    const need = needOf(evidenceOf(turns.flat()), { guarantee: 'marginal' });
    expect(need.refusal).toBeNull();
    expect(need.status).toBe('reachable');
    // The lowest band has 60 of about 77, and is 60 of 960 decisions: as many more of the whole are asked for.
    expect(need.missing).toBeGreaterThanOrEqual(Math.ceil((17 * 960) / 60));
  });
});

describe('driftedNeed', () => {
  it('asks for nothing more on a record in whose course errors rose', () => {
    const need = needOf(evidenceOf(rows(900)));
    expect(need.certifiedPpm).toBe(900_000);
    expect(driftedNeed(need)).toMatchObject({
      status: 'out-of-reach',
      refusal: 'drifted',
      certifiedPpm: null,
    });
    expect(driftedNeed(need)).toMatchObject({ missing: null, thresholdPpm: null, domain: need.domain });
  });
});

describe('newestModels', () => {
  it('takes the model that began to decide last, one a domain', () => {
    const of = (model: string, first: string, domain = 'refunds') =>
      evidenceOf(rows(3), { domain, model, firstDecidedAt: first });
    const all = [
      of('a', '2026-03-01'),
      of('b', '2026-04-01'),
      of('c', '2026-02-01'),
      of('a', '2026-01-01', 'mail'),
    ];
    expect(newestModels(all).map(({ domain, model }) => [domain, model])).toEqual([
      ['refunds', 'b'],
      ['mail', 'a'],
    ]);
    expect(newestModels([...all].reverse()).find(({ domain }) => domain === 'refunds')?.model).toBe('b');
  });
});
