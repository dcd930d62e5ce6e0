import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, ROOT } from '../support/leeway.ts';
import { textFile } from '../support/write-history.ts';

const DATA = ['decisions.parquet', 'verdicts.parquet'].map((name) => join(ROOT, 'data', name));

async function reportWith(family: string): Promise<RecommendationReport> {
  const config = textFile('leeway.yaml', `family: ${family}\n`);
  const { code, out, err } = await leeway(['recommend', ...DATA, '--config', config, '--format', 'json']);
  expect(code, err).toBe(0);
  return RecommendationReport.parse(JSON.parse(out));
}

describe('a promise for the whole portfolio', () => {
  it('tests every domain at its share of delta, and says what each choice would allow', async () => {
    const [none, holm, ebh] = await Promise.all(['none', 'holm', 'e-bh'].map(reportWith));
    expect(holm?.portfolio.allows).toEqual(none?.portfolio.allows);
    expect(none?.portfolio).toMatchObject({ family: 'none', domains: 12, share: 1 });
    expect(holm?.portfolio.share).toBeLessThanOrEqual(ebh?.portfolio.share ?? 0);
    for (const report of [none, holm, ebh]) {
      const { family, share, allows } = report?.portfolio ?? {
        family: 'none',
        share: 0,
        allows: { none: 0, holm: 0, 'e-bh': 0 },
      };
      for (const one of report?.recommendations ?? []) expect(one.target.delta).toBeCloseTo(0.05 * share, 12);
      const certified = new Set(
        report?.recommendations.filter((one) => one.certified !== null).map((one) => one.domain),
      );
      expect(certified.size, family).toBe(allows[family]);
    }
  });

  it('is said below the table', async () => {
    const { out } = await leeway(['recommend', ...DATA]);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /Of 12 domains the evidence is enough for \d+ each judged by itself – as chosen, \d+ so that/,
    );
  });

  it('is one of three', async () => {
    const config = textFile('leeway.yaml', 'family: bonferroni\n');
    expect(complaint(await leeway(['recommend', ...DATA, '--config', config]))).toContain('family');
  });

  it('is none of e-values with a first look', async () => {
    const config = textFile('leeway.yaml', 'family: e-bh\n');
    const done = await leeway(['recommend', ...DATA, '--config', config, '--first-look']);
    expect(done.code).toBe(2);
    expect(complaint(done)).toMatch(/--first-look: a single look gives no e-value/);
  });
});
