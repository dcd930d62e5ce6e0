import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { DecisionPage } from '../../src/contracts/decision-page.ts';
import { DomainTrend } from '../../src/contracts/domain-parts.ts';
import { DomainWeeks } from '../../src/contracts/domain-weeks.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { WhatIf } from '../../src/contracts/what-if.ts';
import { clopperPearsonUpper } from '../../src/statistics/clopper-pearson.ts';
import { decisionsFromStore } from '../../src/workflows/list-decisions.ts';
import { random } from '../support/random.ts';
import { call, post, type Serving, serving } from '../support/serving.ts';

const DOMAIN = 'billing/refunds';
const DAY_MS = 86_400_000;
const configuration = Configuration.parse({
  defaults: { maturity: '3d', risk: 0.1, editLoss: 0.5 },
  domains: { [DOMAIN]: { alwaysReview: ['legal'], maxAmount: 400 } },
});

/** Twenty a day with all that tells decisions apart; the higher the confidence, the more often right. */
function rows() {
  const { uniform } = random(7);
  return Array.from({ length: 2400 }, (_, place) => {
    const confidence = 0.5 + Math.floor(uniform() * 500) / 1000;
    const isWrong = uniform() > 0.9 + (confidence - 0.5) / 5;
    const at = Date.UTC(2026, 0, 1) + Math.floor(place / 20) * DAY_MS;
    return {
      ...{ decision_id: `=d${place}`, domain: DOMAIN, model: 'm1', confidence },
      ...{ decided_at: new Date(at).toISOString(), reviewed_at: new Date(at + 3_600_000).toISOString() },
      ...{
        verdict: isWrong ? (place % 2 === 0 ? 'edit' : 'override') : 'agree',
        reviewer_id: `r${place % 3}`,
      },
      ...{ amount: place % 20 === 0 ? null : Math.round(uniform() * 600) },
      triggers: place % 10 === 0 ? ['legal'] : [],
    };
  });
}

async function filled(): Promise<{ readonly server: Serving; readonly own: ReturnType<typeof rows> }> {
  const server = await serving({ options: { configuration } });
  const own = rows();
  // The youngest have no verdict yet, so that what is too young is left out.
  const lines = own.map(({ reviewed_at, verdict, reviewer_id, ...one }, place) =>
    JSON.stringify(place < 2390 ? { ...one, reviewed_at, verdict, reviewer_id } : one),
  );
  expect((await post(`${server.url}/v1/ingests?wait=true`, `${lines.join('\n')}\n`)).status).toBe(200);
  return { server, own };
}

const PATH = `/v1/domains/${encodeURIComponent(DOMAIN)}`;

async function page(url: string, where: readonly string[], more: Record<string, string> = {}) {
  const query = new URLSearchParams([...where.map((one) => ['where', one]), ...Object.entries(more)] as [
    string,
    string,
  ][]);
  const { status, text } = await call(`${url}${PATH}/decisions?${query}`, {});
  expect(status, text).toBe(200);
  return DecisionPage.parse(JSON.parse(text));
}

describe('decisions of a domain', () => {
  it('come page by page, each once, the newest first, by all conditions at once, and are refused where one is none', async () => {
    const { server, own } = await filled();
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const found: DecisionPage = await page(server.url, ['confidence>=0.8'], {
        limit: '97',
        ...(after !== '' && { after }),
      });
      seen.push(...found.decisions.map(({ decisionId }) => decisionId));
      expect(found.total).toBe(own.filter(({ confidence }) => confidence >= 0.8).length);
      after = found.next;
    }
    const inOrder = own
      .filter(({ confidence }) => confidence >= 0.8)
      .sort((a, b) =>
        a.decided_at === b.decided_at
          ? a.decision_id < b.decision_id
            ? 1
            : -1
          : a.decided_at < b.decided_at
            ? 1
            : -1,
      );
    expect(seen).toEqual(inOrder.map(({ decision_id }) => decision_id));
    const few = await page(server.url, [
      'verdict=wrong',
      'confidence>=0.5',
      'confidence<=0.8',
      'trigger=legal',
      'model=m1',
    ]);
    const same = own.filter(
      ({ verdict, confidence, triggers }, place) =>
        place < 2390 &&
        verdict !== 'agree' &&
        confidence >= 0.5 &&
        confidence <= 0.8 &&
        triggers.includes('legal'),
    );
    expect(few.total).toBe(same.length);
    expect(same.length).toBeGreaterThan(3);
    expect(few.decisions[0]).toMatchObject({ model: 'm1', triggers: ['legal'], immature: false });
    expect((await page(server.url, ['verdict=none'])).total).toBe(10);
    const ask = async (path: string) => JSON.parse((await call(`${server.url}${path}`, {})).text);
    expect(await ask(`${PATH}/decisions?where=colour%3Dred`)).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/^where colour=red: no such field/),
    });
    expect(await ask(`${PATH}/decisions?after=nonsense`)).toMatchObject({
      status: 400,
      detail: expect.stringContaining('of no page'),
    });
    expect(await ask(`${PATH}/decisions?limit=0`)).toMatchObject({ status: 400 });
    for (const part of ['decisions', 'decisions.csv', 'what-if'])
      expect(await ask(`/v1/domains/nowhere/${part}`)).toMatchObject({ status: 404 });
    expect(server.faults).toEqual([]);
  });

  it('are the same as a file as the command line writes it, without a formula in it', async () => {
    const { server } = await filled();
    const { text, headers } = await call(`${server.url}${PATH}/decisions.csv?where=verdict%3Dwrong`, {});
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('attachment');
    expect(text.split('\n')[1]).toMatch(/^'=d/);
    await server.close();
    let written = '';
    const where = [{ kind: 'word', field: 'verdict', is: '=', value: 'wrong' }] as const;
    await decisionsFromStore(
      { path: server.path, now: '2026-12-01T00:00:00.000Z' },
      { domain: DOMAIN, configuration, asOf: null, where },
      async (chunk) => {
        written += chunk;
      },
    );
    expect(text).toBe(written);
    expect(written.split('\n').length).toBeGreaterThan(100);
  });
});

describe('what another threshold would mean', () => {
  it('counts just the decisions that the list has, and certifies what is recommended and nothing below', async () => {
    const { server } = await filled();
    const whatIf = WhatIf.parse(JSON.parse((await call(`${server.url}${PATH}/what-if`, {})).text));
    expect(whatIf).toMatchObject({
      selection: 'full',
      maxAmount: 400,
      alwaysReview: ['legal'],
      current: null,
    });
    expect(whatIf.steps.map(({ maxAmount }) => maxAmount)).toEqual([200, null]);
    for (const step of whatIf.steps)
      for (const place of [0, 40, whatIf.thresholds.length - 2]) {
        const where = [
          `confidence>=${whatIf.thresholds[place]}`,
          `amount<=${step.maxAmount ?? 400}`,
          'trigger!=legal',
          `decided_at<=${whatIf.countedUntil}`,
        ];
        expect((await page(server.url, [...where, 'verdict=wrong'])).total).toBe(step.errors[place]);
        expect((await page(server.url, [...where, 'verdict!=none'])).total).toBe(step.reviewed[place]);
        const counted = (await page(server.url, where)).total;
        expect(step.coverage[place]).toBeCloseTo(counted / whatIf.decisions, 12);
        // Everything was reviewed: the interval of one look is the exact one.
        const [n, k] = [step.reviewed[place] ?? 0, step.errors[place] ?? 0];
        expect(step.wrong[place]).toBeCloseTo(k / n, 12);
        expect(step.high[place]).toBeCloseTo(clopperPearsonUpper(k, n, 0.025), 9);
      }
    const { recommendations } = RecommendationReport.parse(
      JSON.parse((await call(`${server.url}/v1/recommendations`, {})).text),
    );
    const certified = recommendations[0]?.certified;
    const [smaller, whole] = whatIf.steps;
    expect(certified).not.toBeNull();
    const lowest = Math.min(...(whole?.certified ?? []));
    expect(whatIf.thresholds[lowest]).toBe(certified?.threshold);
    expect(whole?.riskUpper[lowest]).toBe(certified?.riskUpper);
    expect(whole?.risk[lowest]).toBe(certified?.risk);
    expect(smaller?.certified).toEqual([]);
    expect(smaller?.riskUpper.every((bound) => bound === null)).toBe(true);
    // Edits count half for the limit, and whole where wrong ones are counted.
    expect(whole?.risk[lowest]).toBeLessThan(whole?.wrong[lowest] ?? 0);
  });
});

describe('the last weeks of all domains', () => {
  it('are those that each domain tells by itself', async () => {
    const { server } = await filled();
    const told = DomainWeeks.parse(JSON.parse((await call(`${server.url}/v1/weeks`, {})).text));
    const trend = DomainTrend.parse(JSON.parse((await call(`${server.url}${PATH}/trend?by=week`, {})).text));
    const [own] = told.domains;
    expect(told.weeks).toHaveLength(12);
    for (const [place, week] of told.weeks.entries()) {
      const same = trend.rows.find(({ from }) => from === week);
      expect(own?.reviewed[place]).toBe(same?.reviewed ?? 0);
      if (same !== undefined)
        expect(own?.wrong[place]).toBeCloseTo(same.errorRate.weighted?.value ?? Number.NaN, 12);
    }
    expect(own?.reviewed.filter((count) => count > 0).length).toBeGreaterThan(10);
  });
});
