import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { DomainOverview, DomainReviewers, DomainTrend } from '../../src/contracts/domain-parts.ts';
import { DomainReport } from '../../src/contracts/domain-report.ts';
import { pathName } from '../../src/contracts/path-name.ts';
import { call, post, serving } from '../support/serving.ts';

const NAME = 'billing/refund ünit?#%2F';
const SCHEMAS = join(import.meta.dirname, '../../schema');
const row = (place: number) => ({
  ...{ decision_id: `d${place}`, domain: NAME, model: place < 60 ? 'm1' : 'm2', confidence: 0.9 },
  decided_at: new Date(Date.UTC(2026, 4, 1, 6 * place)).toISOString(),
  reviewed_at: new Date(Date.UTC(2026, 4, 1, 6 * place + 1)).toISOString(),
  ...{ verdict: place % 5 === 0 ? 'override' : 'agree', reviewer_id: `r${place % 2}` },
  ...{ blind: place % 2 === 0, duration_s: place % 2 === 0 ? 40 : 10 },
});

describe('the routes of one domain', () => {
  it('answer parts of its report, whatever its name', async () => {
    const { url, faults } = await serving();
    const lines = Array.from({ length: 120 }, (_, place) => `${JSON.stringify(row(place))}\n`).join('');
    expect((await post(`${url}/v1/ingests?wait=true`, lines)).status).toBe(200);
    const ask = async (part: string, name = NAME) => {
      const { status, text } = await call(`${url}/v1/domains/${encodeURIComponent(name)}${part}`, {});
      return { status, body: JSON.parse(text) as unknown };
    };
    const report = DomainReport.parse((await ask('/reliability')).body);
    for (const [part, name] of [
      ['', 'overview'],
      ...['thresholds', 'trend', 'segments', 'reviewers'].map((one) => [`/${one}`, one]),
    ] as const) {
      const { status, body } = await ask(part ?? '');
      expect(status).toBe(200);
      const schema = JSON.parse(readFileSync(join(SCHEMAS, `domain-${name}.json`), 'utf8'));
      const isValid = new Ajv2020({ strict: true }).compile(schema);
      expect(isValid(body), JSON.stringify(isValid.errors)).toBe(true);
      expect(body).toMatchObject({ domain: NAME, asOf: report.asOf });
    }
    const { cuts, models, limit } = report;
    expect((await ask('/thresholds')).body).toMatchObject({
      limit,
      models: models.map(({ model, riskCoverage }) => ({ model, riskCoverage })),
    });
    expect((await ask('/segments')).body).toMatchObject({ model: 'm2', whole: cuts.whole });
    const reviewers = DomainReviewers.parse((await ask('/reviewers')).body);
    expect(reviewers).toMatchObject({ byReviewer: cuts.byReviewer, review: cuts.review });
    expect(reviewers.review).toMatchObject({ blindShare: 0.5, blind: { decisions: 30, medianSeconds: 40 } });
    const overview = DomainOverview.parse((await ask('')).body);
    expect(overview.recommendations.map(({ model }) => model)).toContain('m2');
    expect(overview.reliability.map(({ model }) => model).sort()).toEqual(['m1', 'm2']);
    expect((await ask('', 'x'.repeat(3000))).status).toBe(404);
    for (const part of ['', '/trend', '/reviewers'])
      expect(await ask(part, 'nowhere')).toMatchObject({ status: 404, body: { code: 'usage' } });
    for (const query of ['/trend?by=year', '/trend?by=day&by=week', '/segments?by=day', '?asOf=soon'])
      expect((await ask(query)).status).toBe(400);
    expect(faults).toEqual([]);
  });

  it.each(['.', '..', '~..'])(
    'answer for a domain named %s, which clients would take out of an address',
    async (name) => {
      const { url, faults } = await serving();
      const lines = ['.', '..', '~..'].map(
        (domain, place) => `${JSON.stringify({ ...row(place), domain })}\n`,
      );
      expect((await post(`${url}/v1/ingests?wait=true`, lines.join(''))).status).toBe(200);
      for (const part of ['', '/reliability', '/decisions']) {
        const { status, text } = await call(`${url}/v1/domains/${pathName(name)}${part}`, {});
        expect(status, text).toBe(200);
        expect(JSON.parse(text)).toMatchObject({ domain: name });
      }
      expect(faults).toEqual([]);
    },
  );

  it('tell how it went day by day, and when another model began', async () => {
    const { url } = await serving();
    const rows = Array.from({ length: 120 }, (_, place) => row(place));
    await post(`${url}/v1/ingests?wait=true`, rows.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const trend = async (query: string) =>
      DomainTrend.parse(
        JSON.parse((await call(`${url}/v1/domains/${encodeURIComponent(NAME)}/trend${query}`, {})).text),
      );
    const days = await trend('?by=day');
    expect(days.models).toEqual([
      { model: 'm1', from: rows[0]?.decided_at, to: rows[59]?.decided_at, decisions: 60 },
      { model: 'm2', from: rows[60]?.decided_at, to: rows[119]?.decided_at, decisions: 60 },
    ]);
    const dayOf = ({ decided_at }: { decided_at: string }) => decided_at.slice(0, 10);
    expect(days.rows.map(({ from }) => from)).toEqual([...new Set(rows.map(dayOf))]);
    for (const { from, decisions, errorRate, confidence } of days.rows) {
      const own = rows.filter((one) => dayOf(one) === from);
      const wrong = own.filter(({ verdict }) => verdict === 'override').length;
      expect(decisions).toBe(own.length);
      expect(errorRate.weighted?.value).toBeCloseTo(wrong / own.length, 12);
      expect(confidence).toBeCloseTo(0.9, 9);
    }
    const weeks = await trend('');
    expect(weeks).toMatchObject({ by: 'week', missing: 0 });
    expect(weeks.rows.reduce((sum, { decisions }) => sum + decisions, 0)).toBe(120);
    expect(weeks.rows.every(({ from }) => new Date(from).getUTCDay() === 1)).toBe(true);
    const before = await trend(`?by=day&asOf=${rows[30]?.decided_at}`);
    expect(before.models.map(({ model }) => model)).toEqual(['m1']);
  });
});
