import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';
import { Database } from '../../src/store/database.ts';
import { raw, sql, text } from '../../src/store/sql.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { temporaryFolder } from '../support/write-history.ts';

/**
 * What is recommended on `n` decisions, one a minute, whose columns are SQL over `i`, their number from 0.
 * @param columns instead of: domain, model, confidence, verdict, review_probability
 */
async function recommendOn(
  n: number,
  columns: Partial<Record<'domain' | 'model' | 'confidence' | 'verdict' | 'review_probability', string>>,
  config: unknown = {},
): Promise<Recommendation[]> {
  const path = join(temporaryFolder(), 'history.parquet');
  const all = { domain: `'refunds'`, model: `'v1'`, confidence: '0.9', verdict: `'agree'`, ...columns };
  const selected = Object.entries(all).map(([name, value]) => `${value} AS ${name}`);
  const db = await Database.open();
  try {
    await db.run(sql`COPY (SELECT 'd' || i AS decision_id, TIMESTAMP '2026-01-01' + to_minutes(i) AS decided_at,
      ${raw(selected.join(', '))} FROM range(${n}) AS t (i)) TO ${text(path)} (FORMAT parquet)`);
  } finally {
    db.close();
  }
  const { report } = await recommendFromFiles({
    files: [path],
    mapping: Mapping.parse({}),
    configuration: Configuration.parse(config),
    asOf: null,
    firstLook: false,
    quarantineFile: null,
  });
  return report.recommendations;
}

const WHOLE = { defaults: { maxStep: 1 } };

describe('at the edges', () => {
  it('certifies nothing where some were reviewed and nobody knows how they were chosen', async () => {
    const [one] = await recommendOn(5000, { verdict: `CASE WHEN i % 3 = 0 THEN 'agree' END` });
    expect(one).toMatchObject({ selection: 'unknown', certified: null, certificate: null });
    expect(one?.refusal).toMatchObject({ reason: 'selection_unknown' });
  });

  it('says how many verdicts it takes where there is none', async () => {
    const audited = { verdict: 'NULL::VARCHAR', review_probability: '0.5' };
    // Half of ten thousand audits were promised and none came: how they were chosen is then not known either.
    const [promised] = await recommendOn(10_000, audited);
    expect(promised?.refusal).toMatchObject({ reason: 'selection_unknown' });
    const [few] = await recommendOn(20, audited);
    expect(few).toMatchObject({ certified: null, refusal: { reason: 'insufficient_verdicts', have: 0 } });
    expect(few?.refusal?.need).toBeGreaterThan(50);
  });

  it('asks for more after one verdict, right or wrong', async () => {
    for (const verdict of [`'agree'`, `'override'`]) {
      const [one] = await recommendOn(1, { verdict });
      expect(one, verdict).toMatchObject({ certified: null });
      expect(one?.refusal?.reason, verdict).toBe('insufficient_verdicts');
    }
  });

  it('lets everything through where everything was right, and enough of it', async () => {
    const [one] = await recommendOn(5000, { confidence: '0.5 + (i % 500) / 1000' }, WHOLE);
    expect(one).toMatchObject({ action: 'widen', certified: { threshold: 0.5, coverage: 1, risk: 0 } });
    // The least that any test needs at 5 % and 5 %: 59 verdicts without an error.
    const [least] = await recommendOn(58, {}, WHOLE);
    expect(least).toMatchObject({ certified: null, refusal: { reason: 'insufficient_verdicts' } });
    expect(least?.refusal?.need).toBeGreaterThan(58);
  });

  it('says that no threshold can pass where everything was wrong', async () => {
    const [one] = await recommendOn(5000, { confidence: '0.5 + (i % 500) / 1000', verdict: `'override'` });
    expect(one).toMatchObject({ certified: null, refusal: { reason: 'no_threshold_can_pass' } });
  });

  it('finds the higher of two confidences, where only that one is good', async () => {
    const [one] = await recommendOn(
      8000,
      {
        confidence: 'CASE WHEN i % 2 = 0 THEN 0.95 ELSE 0.6 END',
        verdict: `CASE WHEN i % 2 = 1 AND i % 3 = 0 THEN 'override' ELSE 'agree' END`,
      },
      WHOLE,
    );
    expect(one).toMatchObject({ certified: { threshold: 0.95, coverage: 0.5, risk: 0 } });
    const [both] = await recommendOn(
      8000,
      { confidence: 'CASE WHEN i % 2 = 0 THEN 0.95 ELSE 0.6 END' },
      WHOLE,
    );
    expect(both).toMatchObject({ certified: { threshold: 0.6, coverage: 1 } });
  });

  it('takes a million ties at certainty as one, by their error rate', { timeout: 60_000 }, async () => {
    const good = await recommendOn(
      1_000_000,
      { confidence: '1.0', verdict: `CASE WHEN i % 25 = 0 THEN 'override' ELSE 'agree' END` },
      WHOLE,
    );
    expect(good[0]).toMatchObject({ certified: { threshold: 1, coverage: 1, risk: 0.04 } });
    expect(good[0]?.certified?.riskUpper).toBeLessThan(0.042);
    const bad = await recommendOn(
      1_000_000,
      { confidence: '1.0', verdict: `CASE WHEN i % 19 = 0 THEN 'override' ELSE 'agree' END` },
      WHOLE,
    );
    expect(bad[0]).toMatchObject({ certified: null, refusal: { reason: 'no_threshold_can_pass' } });
  });

  it('makes little of verdicts that came with a chance of one in a million', async () => {
    // Half is reviewed for certain, the other half all but never: what is not seen there counts for most.
    const [one] = await recommendOn(20_000, {
      review_probability: 'CASE WHEN i % 2 = 0 THEN 1.0 ELSE 0.000001 END',
      verdict: `CASE WHEN i % 2 = 0 THEN 'agree' END`,
    });
    expect(one).toMatchObject({
      selection: 'audited',
      certified: null,
      refusal: { reason: 'insufficient_verdicts' },
    });
    expect(Number.isFinite(one?.certificate?.logE)).toBe(true);
  });

  it('gives each model of a domain that changes it every day its own record, and the newest alone may act', async () => {
    const all = await recommendOn(40 * 1440, { model: `'v' || lpad((i // 1440)::VARCHAR, 2, '0')` }, WHOLE);
    expect(all).toHaveLength(40);
    expect(all.filter((one) => one.action === 'widen').map((one) => one.model)).toEqual(['v39']);
    expect(new Set(all.slice(0, 39).map((one) => one.refusal?.reason))).toEqual(new Set(['stale_model']));
  });

  it('never says a number that is none', async () => {
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'number') expect(Number.isFinite(value), path).toBe(true);
      else if (typeof value === 'object' && value !== null)
        for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`);
    };
    for (const n of [1, 2, 59, 1000])
      for (const verdict of [`'agree'`, `'override'`, `'unsure'`, `'edit'`])
        walk(await recommendOn(n, { verdict }), `${n} ${verdict}`);
  });
});
