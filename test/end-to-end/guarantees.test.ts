import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-guarantees-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * One decision an hour at ten confidences that take turns, 0.95 down to 0.50. From 0.70 down six in a hundred are wrong,
 * above none is: all together 3 %. An error costs 40, but one in six of them 4000.
 */
function history(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const [step, turn] = [index % 10, Math.floor(index / 10)];
    const isWrong = step >= 5 && (turn * 37) % 100 < 6;
    const decidedAt = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
    const amount = isWrong ? (turn % 10 === 0 ? 4000 : 40) : 40;
    const confidence = (0.95 - step * 0.05).toFixed(2);
    return `d${index},refunds,${decidedAt},${confidence},${isWrong ? 'override' : 'agree'},${amount}`;
  });
  return ['decision_id,domain,decided_at,confidence,verdict,amount', ...lines, ''].join('\n');
}
writeFileSync(join(folder, 'history.csv'), history(4000));

async function judged(rules: string, ...args: string[]): Promise<Recommendation> {
  writeFileSync(join(folder, 'leeway.yaml'), `defaults: { maxStep: 1 }\ndomains:\n  refunds: ${rules}\n`);
  const run = await leeway(['recommend', 'history.csv', '--format', 'json', ...args], { cwd: folder });
  expect(run, run.err).toMatchObject({ code: 0, err: '' });
  const [first, ...others] = RecommendationReport.parse(JSON.parse(run.out)).recommendations;
  expect(others).toEqual([]);
  return first as Recommendation;
}

describe('a guarantee chosen in leeway.yaml', () => {
  it('is the error rate of all that is taken alone where nothing is said', async () => {
    const [unsaid, said] = [await judged('{}'), await judged('{ guarantee: selective-risk }')];
    expect(unsaid).toEqual(said);
    expect(unsaid.target).toEqual({ risk: 0.05, delta: 0.05, guarantee: 'selective-risk' });
    expect(unsaid).toMatchObject({ action: 'widen', certified: { threshold: 0.5, coverage: 1, risk: 0.03 } });
  });

  it('may be kept by each band: then an easy one does not pay for a hard one', async () => {
    const one = await judged('{ guarantee: marginal }');
    expect(one.target.guarantee).toBe('marginal');
    expect(one).toMatchObject({ action: 'widen', certified: { threshold: 0.75, coverage: 0.5, risk: 0 } });
    expect(one.reasons[0]).toContain(
      'in each of the 5 confidence bands from there up, less than 5 of 100 would be wrong',
    );
    expect(one.reasons[2]).toBe(
      'The band from 0.70 to 0.75 does not pass: 24 of 400 reviewed decisions there were found wrong.',
    );
  });

  it('may be money: the budget decides, and the certificate is bound to it', async () => {
    const [wide, narrow] = [
      await judged('{ guarantee: cost, budget: 20, amountCap: 500 }'),
      await judged('{ guarantee: cost, budget: 2, amountCap: 500 }'),
    ];
    expect(wide.target).toEqual({
      ...{ risk: 0.04, delta: 0.05, guarantee: 'cost', budget: 20, amountCap: 500 },
    });
    expect(wide.certified?.threshold).toBe(0.5);
    // Of 120 errors 20 lose 500 and 100 lose 40: 3.50 a decision.
    expect((wide.certified?.risk ?? 0) * 500).toBeCloseTo((20 * 500 + 100 * 40) / 4000, 9);
    expect(wide.reasons[0]).toMatch(
      /one of these would lose at most \d\.\d\d on average \(95 % certain; the budget is 20\)/,
    );
    expect(narrow.certified?.threshold).toBeGreaterThan(0.7);
    expect(narrow.certificate?.id).not.toBe(wide.certificate?.id);
    const short = await judged('{ guarantee: cost, budget: 20, amountCap: 500.01 }');
    expect(short.certificate?.id).not.toBe(wide.certificate?.id);
  });

  it('takes a first look, and the same bytes come again', async () => {
    for (const rules of ['{ guarantee: marginal }', '{ guarantee: cost, budget: 20, amountCap: 500 }']) {
      const [first, again] = [await judged(rules, '--first-look'), await judged(rules, '--first-look')];
      expect(again).toEqual(first);
      expect(first.certificate?.level).toBeLessThanOrEqual(0.025);
    }
  });

  it('is refused in one line where it cannot be kept', async () => {
    const refusal = async (rules: string): Promise<string> => {
      writeFileSync(join(folder, 'bad.yaml'), `domains: { refunds: ${rules} }\n`);
      const run = await leeway(['recommend', 'history.csv', '--config', 'bad.yaml'], { cwd: folder });
      expect(run.code).toBe(2);
      return complaint(run);
    };
    expect(await refusal('{ guarantee: cost, budget: 2 }')).toMatch(
      /^bad\.yaml: domains\.refunds\.guarantee: cost needs budget .* and amountCap .*; give both, for example/,
    );
    expect(await refusal('{ guarantee: cost, budget: 600, amountCap: 500 }')).toContain(
      'cost needs a budget above 0 and below amountCap, not 600 and 500',
    );
    expect(await refusal('{ guarantee: best }')).toContain('"selective-risk"|"marginal"|"cost"');
  });
});
