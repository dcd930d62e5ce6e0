import { describe, expect, it } from 'vitest';
import { domainMetrics, MOST_DOMAINS } from '../../src/http/metrics/domain-metrics.ts';
import { LastKnown } from '../../src/http/metrics/last-known.ts';
import type { DomainFigures } from '../../src/workflows/served/domain-figures.ts';
import { ask, tokenFor } from '../support/asking.ts';
import { HOSTILE } from '../support/board-store.ts';
import { HAS_PROMTOOL, metricsFaults } from '../support/promtool.ts';
import { call, post, serving } from '../support/serving.ts';

const figures = (domain: string): DomainFigures => ({
  ...{ domain, level: 'on-the-loop', inForce: [{ level: 'on-the-loop', threshold: 0.9 }], recommended: null },
  ...{ errorUpper: null, errorLimit: 0.05, coverage: 0.4, verdicts: 12, verdictsNeeded: null },
});

const rows = Array.from({ length: 900 }, (_, index) =>
  JSON.stringify({
    ...{ decision_id: `d${index}`, domain: HOSTILE, model: 'm', confidence: 0.9 + (index % 9) / 100 },
    ...{ verdict: 'agree', amount: 10 },
    decided_at: new Date(Date.UTC(2026, 4, 1, 0, index * 20)).toISOString(),
    reviewed_at: new Date(Date.UTC(2026, 4, 1, 2, index * 20)).toISOString(),
  }),
).join('\n');

/** The value of the one sample that has such a name and such labels; undefined where there is none. */
function sample(text: string, start: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${start} `));
  return line === undefined ? undefined : Number(line.slice(start.length + 1));
}

describe('GET /metrics', () => {
  it('has figures of domains of any name, of the store, of requests and of the process', async () => {
    const { url } = await serving();
    const empty = await call(`${url}/metrics`, {});
    expect(empty.status).toBe(200);
    expect(empty.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(empty.text).not.toContain('leeway_domain_level');
    expect(sample(empty.text, 'leeway_ingested_decisions_total')).toBe(0);
    const full = await serving();
    expect((await post(`${full.url}/v1/ingests?wait=true`, rows)).status).toBe(200);
    await call(`${full.url}/v1/domains/of%20nobody`, {});
    await call(`${full.url}/nowhere`, {});
    let { text } = await call(`${full.url}/metrics`, {});
    for (let tries = 0; !text.includes('leeway_domain_level') && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      ({ text } = await call(`${full.url}/metrics`, {}));
    }
    const label = `{domain="${HOSTILE.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"}`;
    expect(sample(text, `leeway_domain_level${label}`)).toBe(0);
    expect(sample(text, `leeway_error_limit${label}`)).toBe(0.05);
    expect(sample(text, `leeway_error_upper_bound${label}`)).toBeGreaterThan(0);
    expect(sample(text, `leeway_verdicts${label}`)).toBeGreaterThan(0);
    expect(text).toMatch(/leeway_threshold\{domain="[^\n]*",level="on-the-loop",kind="recommended"\} 0\.9/);
    expect(sample(text, `leeway_coverage_ratio${label}`)).toBeUndefined();
    expect(sample(text, 'leeway_domains')).toBe(1);
    expect(sample(text, 'leeway_ingested_decisions_total')).toBe(900);
    expect(sample(text, 'leeway_ledger_entries')).toBe(1);
    for (const name of ['leeway_proposals_open', 'leeway_alarms_unreviewed', 'leeway_spooled_bytes'])
      expect(sample(text, name), name).toBe(0);
    const times = 'leeway_http_request_duration_seconds_count{method="GET",';
    expect(sample(text, `${times}route="/v1/domains/:domain",status="4xx"}`)).toBe(1);
    expect(sample(text, `${times}route="none",status="4xx"}`)).toBe(1);
    expect(text).not.toContain('of nobody');
    expect(text).not.toContain('of%20nobody');
    expect(text).toContain('process_resident_memory_bytes');
    if (HAS_PROMTOOL) expect(metricsFaults(text)).toBe('');
  });

  it('is for those who may read of all domains', async () => {
    const { path, close } = await serving();
    await close();
    const at = { path, now: '2026-06-01T00:00:00.000Z', actor: 'test' };
    const viewer = await tokenFor(at, 'v', ['viewer']);
    const some = await tokenFor(at, 's', ['viewer'], { domains: ['refunds'] });
    const { url } = await serving({ path });
    expect((await ask(`${url}/metrics`)).status).toBe(401);
    expect((await ask(`${url}/metrics`, { as: some.secret })).status).toBe(403);
    expect((await ask(`${url}/metrics`, { as: viewer.secret })).status).toBe(200);
  });

  it('gives no series to domains beyond a bound, and says how many there are', async () => {
    const text = await domainMetrics(
      Array.from({ length: MOST_DOMAINS + 100 }, (_, index) => figures(`d${index}`)),
      5000,
    );
    expect(text.match(/^leeway_domain_level\{/gm)).toHaveLength(MOST_DOMAINS);
    expect(sample(text, 'leeway_domains')).toBe(MOST_DOMAINS + 100);
    expect(sample(text, 'leeway_domain_figures_timestamp_seconds')).toBe(5);
    expect(sample(text, 'leeway_threshold{domain="d7",level="on-the-loop",kind="in_force"}')).toBe(0.9);
    expect(text).not.toContain('leeway_error_upper_bound{');
  });
});

describe('an answer that is kept for scrapes', () => {
  it('is made once a minute at most, never waited for, and stays where it cannot be made', async () => {
    const clock = { at: 0 };
    let made = 0;
    const work = async () => {
      made += 1;
      if (made === 2) throw new Error('the store is busy');
      return made;
    };
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const known = new LastKnown(work, () => clock.at, 60_000);
    expect(known.get()).toBeNull();
    await settle();
    expect([known.get(), known.get()]).toEqual([
      { at: 0, answer: 1 },
      { at: 0, answer: 1 },
    ]);
    expect(made).toBe(1);
    for (const [at, tried, answer] of [
      [59_999, 1, 1],
      [60_000, 2, 1],
      [120_000, 3, 3],
    ] as const) {
      clock.at = at;
      known.get();
      await settle();
      expect([made, known.get()?.answer]).toEqual([tried, answer]);
    }
  });
});
