import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { leeway } from '../support/leeway.ts';
import { random } from '../support/random.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../support/write-history.ts';

/** 90 days of 80 decisions a day; errors by day, reviews by a coin of the rate that stands beside them. */
async function history(riskOn: (day: number) => number, reviewRate: number): Promise<string> {
  const chance = random(11);
  const rows = Array.from({ length: 7200 }, (_, i): WrittenRow => {
    const day = Math.floor(i / 80);
    const decided_at = new Date(
      Date.parse('2026-01-01') + day * 86_400_000 + (i % 80) * 60_000,
    ).toISOString();
    const isReviewed = chance.chance(reviewRate);
    const verdict = chance.chance(riskOn(day)) ? 'override' : 'agree';
    return {
      ...{ decision_id: `d${i}`, domain: 'refunds', model: 'v1', confidence: 0.9, decided_at },
      ...{ verdict: isReviewed ? verdict : null, reviewed_at: isReviewed ? decided_at : null },
      ...(reviewRate < 1 ? { review_probability: reviewRate } : {}),
    };
  });
  return writeHistory(join(temporaryFolder(), 'history.parquet'), rows);
}

async function recommendOn(path: string, rules: object = {}): Promise<Recommendation> {
  const { report } = await recommendFromFiles({
    files: [path],
    mapping: Mapping.parse({}),
    configuration: Configuration.parse({ defaults: { maxStep: 1, ...rules } }),
    asOf: null,
    firstLook: false,
    quarantineFile: null,
  });
  return report.recommendations[0] as Recommendation;
}

describe('a domain whose errors have risen', () => {
  it.each([1, 0.3])('gets no authority from its good old record, reviewed at a rate of %d', async (rate) => {
    // Three quarters of the time all but perfect: over the whole record the certificate still holds.
    const one = await recommendOn(await history((day) => (day < 75 ? 0.005 : 0.15), rate));
    expect(one).toMatchObject({ action: 'none', certified: null, refusal: { reason: 'drifted' } });
    expect(one.certificate?.logE).toBeGreaterThan(Math.log(20));
    expect(one.reasons[0]).toMatch(
      /^Errors .* have risen above the limit: the alarm sounded on 2026-03-(1[6-9]|2\d)( and last on 2026-03-\d\d)?, and the rise seems to have begun on 2026-03-/,
    );
  });

  it.each([1, 0.3])('keeps it where nothing rose, reviewed at a rate of %d', async (rate) => {
    expect(await recommendOn(await history(() => 0.01, rate))).toMatchObject({
      action: 'widen',
      refusal: null,
    });
  });

  it('earns anew what the decisions since the alarm allow, where it may narrow', async () => {
    const recovered = await history((day) => (day >= 40 && day < 50 ? 0.2 : 0.005), 1);
    expect(await recommendOn(recovered)).toMatchObject({ refusal: { reason: 'drifted' } });
    const one = await recommendOn(recovered, { onDrift: 'narrow' });
    expect(one).toMatchObject({ action: 'widen', refusal: null });
    expect(one.evidenceFrom).toMatch(/^2026-02-(16|23)$/);
    expect(new Date(one.evidenceFrom ?? '').getUTCDay()).toBe(1);
    expect(one.certificate?.reviewed).toBeLessThan(4000);
    expect(one.certificate?.level).toBeLessThan(0.05 / 2 / (7 * 8) + 1e-12);
    expect(one.reasons[0]).toMatch(
      /Only decisions from 2026-02-\d\d on are evidence here \(onDrift: narrow\)/,
    );

    const worse = await recommendOn(await history((day) => (day < 75 ? 0.005 : 0.15), 1), {
      onDrift: 'narrow',
    });
    expect(worse).toMatchObject({ action: 'none', refusal: { reason: 'drifted' } });
    expect(worse).not.toHaveProperty('evidenceFrom');
  });

  it('is told to a job by the exit code of stale evidence', async () => {
    const path = await history((day) => (day < 75 ? 0.005 : 0.15), 1);
    const { code, out } = await leeway(['recommend', path, '--detailed-exitcode']);
    expect(code).toBe(6);
    expect(out).toContain('errors have risen');
  });
});
