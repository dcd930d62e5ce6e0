import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, ROOT } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-slices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bundled = [join(ROOT, 'data/decisions.parquet'), join(ROOT, 'data/verdicts.parquet')];
const triggers = '[regulatory, legal_intent, frustration, amount_over_limit]';

async function run(slices: string, files: readonly string[], ...args: string[]) {
  writeFileSync(
    join(folder, 'leeway.yaml'),
    `defaults: { alwaysReview: ${triggers} }\ndomains:\n  cancellation: { ${slices} }\n  refunds: { ${slices} }\n`,
  );
  return leeway(['recommend', ...args, ...files], { cwd: folder });
}

/** What the bundled history allows, each time asked once. */
const reports = new Map<string, RecommendationReport>();
async function judged(slices: string): Promise<RecommendationReport> {
  const known = reports.get(slices);
  if (known !== undefined) return known;
  const done = await run(slices, bundled, '--format', 'json');
  expect(done, done.err).toMatchObject({ code: 0, err: '' });
  const report = RecommendationReport.parse(JSON.parse(done.out));
  reports.set(slices, report);
  return report;
}

function inDomain(report: RecommendationReport, domain: string): Recommendation {
  const found = report.recommendations.find((one) => one.domain === domain);
  if (found === undefined) throw new Error(`no domain ${domain}`);
  return found;
}

describe('slices of the bundled history', () => {
  it('block the domain that one language hides in, and leave a sound one its authority', async () => {
    const [without, report] = [await judged('risk: 0.05'), await judged('slices: [language, channel]')];
    expect(inDomain(without, 'cancellation')).toMatchObject({ action: 'widen', slices: [] });

    const cancellation = inDomain(report, 'cancellation');
    expect(cancellation).toMatchObject({
      ...{ action: 'none', level: 'in-the-loop', proposed: null, certified: null },
      refusal: { reason: 'slice_failed' },
    });
    const failed = cancellation.slices.filter(({ verdict }) => verdict === 'failed');
    expect(failed).toMatchObject([{ column: 'language', value: 'pl', limit: 0.1 }]);
    const [pl] = failed;
    expect(cancellation.reasons.join(' ')).toContain(
      `Decisions with language = pl were wrong ${pl?.errors} of ${pl?.reviewed} times`,
    );

    const refunds = inDomain(report, 'refunds');
    expect(refunds.slices.length).toBeGreaterThan(4);
    expect(refunds.slices.every(({ verdict }) => verdict === 'passed')).toBe(true);
    expect(refunds.certified).not.toBeNull();
    expect(report.portfolio.allows.none).toBe(without.portfolio.allows.none - 1);

    // A domain that is not sliced does not notice.
    const address = (one: RecommendationReport) => inDomain(one, 'address-change');
    expect(address(report)).toEqual(address(without));
  });

  it('let it through where their limit is as high as their errors', async () => {
    const report = await judged('slices: [language], sliceRisk: 0.5');
    expect(inDomain(report, 'cancellation')).toMatchObject({ refusal: null, action: 'widen' });
  });

  it('are named in the table, and told in Markdown', async () => {
    const table = await run('slices: [language]', bundled);
    expect(table.out).toMatch(/cancellation .*language = pl: too often wrong/);
    const text = await run('slices: [language]', bundled, '--format', 'md');
    expect(text.out).toContain('every slice must stay below 10 of 100');
  });
});

describe('slices that are left to people', () => {
  const words = 'slices: [language, channel], onSlice: exclude';

  it('give the rest of the domain its authority', async () => {
    const report = await judged(words);
    const cancellation = inDomain(report, 'cancellation');
    expect(cancellation).toMatchObject({
      refusal: null,
      excluded: [{ column: 'language', value: 'pl' }],
    });
    expect(cancellation.slices.some(({ value }) => value === 'pl')).toBe(false);
    expect(cancellation.slices.every(({ verdict }) => verdict === 'passed')).toBe(true);
    expect(cancellation.reasons.join(' ')).toContain('Decisions with language = pl always go to a person');
    // They are never taken alone, so that even all of the grid lets less through.
    const loose = inDomain(await judged('slices: [language], sliceRisk: 0.5'), 'cancellation');
    expect(cancellation.certified?.coverage).toBeLessThan(loose.certified?.coverage ?? 0);
    // A domain whose slices all pass is searched at half of delta, and leaves none out.
    expect(inDomain(report, 'refunds')).not.toHaveProperty('excluded');
    const blocking = await judged('slices: [language, channel]');
    expect(report.portfolio.allows.none).toBe(blocking.portfolio.allows.none + 1);
  });

  it('stand in the table and in a column of the CSV', async () => {
    expect((await run(words, bundled)).out).toMatch(/cancellation .*without language = pl/);
    const done = await run(words, bundled, '--format', 'csv');
    const [head, ...rows] = done.out.trim().split(/\r?\n/);
    expect(head).toMatch(/,excluded_slices$/);
    expect(rows.find((row) => row.startsWith('cancellation'))).toMatch(/,language = pl$/);
  });

  it('go with no promise for the portfolio', async () => {
    writeFileSync(join(folder, 'leeway.yaml'), `family: holm\ndomains:\n  cancellation: { ${words} }\n`);
    const done = await leeway(['recommend', ...bundled], { cwd: folder });
    expect(done.code).toBe(2);
    expect(complaint(done)).toMatch(/onSlice: exclude goes with family none, not with holm/);
  });
});

describe('slices that cannot be', () => {
  it.each([
    ['slices: [langauge]', /no file of decisions has a column "langauge" .*correct the name$/],
    ['slices: [verdict]', /verdict is known only once a person has judged/],
    ['slices: [language, language]', /a column is named twice/],
    ['slices: [language], guarantee: marginal', /slices go with the guarantee selective-risk/],
    ['slices: [language], amountSteps: [50, 80]', /slices do not go with amountSteps/],
  ])('%s', async (slices, message) => {
    const done = await run(slices, bundled);
    expect(done.code).toBe(2);
    expect(complaint(done)).toMatch(message);
  });
});
