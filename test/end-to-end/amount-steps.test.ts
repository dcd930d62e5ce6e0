import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-amounts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * One decision an hour on amounts of 30, 70, 120 and 400 in turn, at confidences 0.95, 0.90 and 0.85 in turn. Of those on
 * 120 and 400 one in five is wrong, of the others one in a hundred.
 */
function history(count: number, amountOf = (amount: number): number | string => amount): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const amount = [30, 70, 120, 400][index % 4] as number;
    const turn = Math.floor(index / 4);
    const isWrong = amount > 100 ? (turn * 3) % 5 === 0 : (turn * 37) % 100 === 0;
    const decidedAt = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
    const confidence = (0.95 - (turn % 3) * 0.05).toFixed(2);
    return `d${index},refunds,${decidedAt},${confidence},${isWrong ? 'override' : 'agree'},${amountOf(amount)}`;
  });
  return ['decision_id,domain,decided_at,confidence,verdict,amount', ...lines, ''].join('\n');
}
writeFileSync(join(folder, 'history.csv'), history(4000));
writeFileSync(
  join(folder, 'unknown.csv'),
  history(4000, (amount) => (amount === 70 ? '' : amount)),
);

async function run(rules: string, ...args: string[]): Promise<string> {
  writeFileSync(join(folder, 'leeway.yaml'), `defaults: { maxStep: 1 }\ndomains:\n  refunds: ${rules}\n`);
  const done = await leeway(['recommend', ...args], { cwd: folder });
  expect(done, done.err).toMatchObject({ code: 0, err: '' });
  return done.out;
}

async function judged(rules: string, ...args: string[]): Promise<Recommendation> {
  const out = await run(rules, '--format', 'json', ...args);
  return RecommendationReport.parse(JSON.parse(out)).recommendations[0] as Recommendation;
}

describe('amounts earned step by step', () => {
  it('go up to 80 where small amounts are fine, and not to 150', async () => {
    const one = await judged('{ amountSteps: [50, 80, 150] }', 'history.csv');
    expect(one).toMatchObject({
      action: 'widen',
      certified: { threshold: 0.85, coverage: 0.5, maxAmount: 80 },
      proposed: { maxAmount: 80 },
      certificate: { maxAmount: 80, decisions: 2000, errors: 20 },
      target: { delta: 0.05 },
    });
    // The first step has passed and handed on its half of delta.
    expect(one.amountOptions?.map(({ maxAmount, coverage }) => [maxAmount, coverage])).toEqual([
      [50, 0.25],
      [80, 0.5],
    ]);
    expect(one.reasons[0]).toMatch(
      /^At a confidence of 0\.85 or more and an amount of 80 or less the AI would take 50 % of the decisions alone; of these at most .* \(95 % certain; the limit is 5 of 100\)\.$/,
    );
    expect(one.reasons[1]).toContain('at or above that threshold and up to 80, of which 20 were found wrong');
    expect(one.reasons[2]).toBe('The proposal is to let it act on the loop at 0.85 up to 80.');
    expect(one.reasons).toContain('Also certified: 0.85 up to 50 (25 % of the decisions).');
  });

  it('earn nothing where the threshold alone is tuned', async () => {
    const one = await judged('{}', 'history.csv');
    expect(one.certified).toBeNull();
    expect(one).not.toHaveProperty('amountOptions');
    expect(one.certificate).not.toHaveProperty('maxAmount');
  });

  it('stand in every table', async () => {
    const rules = '{ amountSteps: [50, 80, 150] }';
    expect(await run(rules, 'history.csv')).toContain('0.85 up to 80');
    expect(await run(rules, 'history.csv', '--format', 'md')).toContain('0.85 up to 80 (50');
    const [headings, row] = (await run(rules, 'history.csv', '--format', 'csv')).split('\n');
    expect(headings).toMatch(/,proposed_max_amount,certified_max_amount$/);
    expect(row).toMatch(/,80,80$/);
    expect(await run('{}', 'history.csv', '--format', 'csv')).not.toContain('max_amount');
  });

  it('bind the certificate to the amount, and give the same bytes again', async () => {
    const [one, again, other] = [
      await judged('{ amountSteps: [50, 80] }', 'history.csv'),
      await judged('{ amountSteps: [50, 80] }', 'history.csv'),
      // The same decisions, another limit.
      await judged('{ amountSteps: [50, 81] }', 'history.csv'),
    ];
    expect(again).toEqual(one);
    expect(other.certificate?.decisions).toBe(one.certificate?.decisions);
    expect(other.certificate?.id).not.toBe(one.certificate?.id);
  });

  it('leave a decision without an amount to a person', async () => {
    const one = await judged('{ amountSteps: [50, 80, 150] }', 'unknown.csv');
    expect(one.certified).toMatchObject({ maxAmount: 50, coverage: 0.25 });
  });

  it('say of which step they speak where none is certified, under every promise', async () => {
    for (const family of ['none', 'holm', 'e-bh']) {
      writeFileSync(
        join(folder, 'few.yaml'),
        `family: ${family}\ndomains: { refunds: { risk: 0.001, amountSteps: [50, 80] } }\n`,
      );
      const done = await leeway(['recommend', 'history.csv', '--config', 'few.yaml', '--format', 'json'], {
        cwd: folder,
      });
      const [one] = RecommendationReport.parse(JSON.parse(done.out)).recommendations;
      expect(one).toMatchObject({ action: 'none', certified: null, amountOptions: [] });
      expect(one?.reasons.at(-1)).toMatch(
        /^Amounts are tried step by step \(up to 50, 80\); what is said here is of decisions up to (50|80)\.$/,
      );
    }
  });

  it('hold under the other guarantees and a first look', async () => {
    for (const more of ['guarantee: marginal', 'guarantee: cost, budget: 3, amountCap: 100']) {
      const one = await judged(`{ amountSteps: [50, 80, 150], ${more} }`, 'history.csv', '--first-look');
      expect(one.certified?.maxAmount, more).toBe(80);
    }
  });

  it('are refused in one line where they do not ascend', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'domains: { refunds: { amountSteps: [80, 50] } }\n');
    const done = await leeway(['recommend', 'history.csv', '--config', 'bad.yaml'], { cwd: folder });
    expect(done.code).toBe(2);
    expect(complaint(done)).toMatch(/^bad\.yaml: domains\.refunds\.amountSteps: steps ascend/);
  });
});
