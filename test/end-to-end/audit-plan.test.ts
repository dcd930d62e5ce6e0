import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditPlanReport } from '../../src/contracts/audit-plan.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { csvText, historyRows } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT, type Run } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-audit-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const plan = (...args: string[]): Promise<Run> => leeway(['audit-plan', ...args], { cwd: folder });
const reportOf = ({ out }: Run): AuditPlanReport => AuditPlanReport.parse(JSON.parse(out));
const DATA = ['data/decisions.parquet', 'data/verdicts.parquet', '--config', 'data/leeway.yaml'];

/** Decisions of one domain, some a day, and no word of what became of them; right from 0.70 on. */
const backlog = Array.from({ length: 6000 }, (_, index) => ({
  id: `d${index}`,
  decidedAt: new Date(Date.UTC(2026, 2, 1) + index * 600_000).toISOString(),
  confidence: (0.5 + ((index * 37) % 50) / 100).toFixed(2),
}));

beforeAll(() => {
  file('history.csv', csvText(historyRows(1200)));
  file(
    'backlog.csv',
    [
      'decision_id,domain,decided_at,confidence',
      ...backlog.map((one) => `${one.id},refunds,${one.decidedAt},${one.confidence}`),
      '',
    ].join('\n'),
  );
});

describe('the formats of leeway audit-plan', () => {
  const formats = ['json', 'csv', 'md', 'table'] as const;
  const runs = new Map<string, Run>();
  beforeAll(async () => {
    for (const format of formats)
      runs.set(format, await leeway(['audit-plan', ...DATA, '--format', format], { cwd: ROOT }));
  });
  const outOf = (format: (typeof formats)[number]): string => runs.get(format)?.out ?? '';

  it('end well, say nothing beside the result, and agree with one another on every domain', () => {
    for (const format of formats) expect(runs.get(format), format).toMatchObject({ code: 0, err: '' });
    const { domains, by, asOf } = AuditPlanReport.parse(JSON.parse(outOf('json')));
    expect(domains).toHaveLength(12);
    expect(by?.slice(0, 10)).toBe('2026-07-28');
    expect(asOf.slice(0, 10)).toBe('2026-06-30');
    const csv = outOf('csv').trimEnd().split('\n').slice(1);
    const table = outOf('table').split('\n').slice(2);
    const markdown = outOf('md').split('\n').slice(6);
    for (const [index, one] of domains.entries()) {
      expect(csv[index]?.split(',').slice(0, 3)).toEqual([one.domain, one.model, one.status]);
      expect(table[index]?.split(/ +/).slice(0, 2)).toEqual([one.domain, one.model]);
      expect(markdown[index]?.split(' | ').slice(0, 2)).toEqual([`| ${one.domain}`, one.model]);
    }
  });

  it('say of the shipped history what is planted there', () => {
    const { domains } = AuditPlanReport.parse(JSON.parse(outOf('json')));
    const of = (name: string) => domains.find(({ domain }) => domain === name);
    expect(of('account-closure')).toMatchObject({
      status: 'reachable',
      have: 73,
      need: 533,
      rate: 1,
      inTime: false,
    });
    expect(of('complaint')).toMatchObject({
      status: 'out-of-reach',
      refusal: 'no_threshold_can_pass',
      rate: null,
    });
    expect(of('technical-help')).toMatchObject({ status: 'out-of-reach', refusal: 'selection_unknown' });
    expect(of('order-change')?.model).toBe('agent-2026-06');
    for (const { rate, minAuditRate, status, inTime, days } of domains) {
      if (status === 'out-of-reach') continue;
      expect(rate).toBeGreaterThanOrEqual(minAuditRate);
      if (inTime === true) expect(days).toBeLessThanOrEqual(28.001);
    }
    expect(outOf('table')).toContain('how reviews were chosen is unknown');
    expect(outOf('md')).toContain('nothing says how they were chosen');
  });

  it('split a budget so that more of it is never later', async () => {
    const [some, more] = await Promise.all(
      ['150', '600'].map(async (budget) =>
        reportOf(
          await leeway(['audit-plan', ...DATA, '--budget', budget, '--format', 'json'], { cwd: ROOT }),
        ),
      ),
    );
    expect(some?.week.expected).toBeLessThanOrEqual(150);
    expect(more?.week.expected).toBeLessThanOrEqual(600);
    for (const [index, one] of (some?.domains ?? []).entries()) {
      const richer = more?.domains[index];
      expect(richer?.turn).toBe(one.turn);
      expect(richer?.days ?? 9999).toBeLessThanOrEqual((one.days ?? 9999) + 1e-6);
    }
    const turns = (some?.domains ?? []).filter(({ turn }) => turn !== null);
    const worth = turns
      .sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0))
      .map((one) => one.adds / (one.missing ?? 1));
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
  });

  it('fit a narrow screen', async () => {
    for (const columns of [40, 80, 100]) {
      const { out } = await leeway(['audit-plan', ...DATA], { cwd: ROOT, env: { COLUMNS: String(columns) } });
      const [table = ''] = out.split('\n\n');
      const widest = Math.max(...table.split('\n').map((line) => line.length));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(table).toContain('no threshold can pass');
    }
  });
});

describe('leeway audit-plan from a backlog that nobody judged', () => {
  it('draws what to review, by a coin that recommend then takes for what it is', async () => {
    const args = ['backlog.csv', '--by', '2026-04-20', '--seed', 'maple', '--format', 'json'];
    const run = await leewayProcess(['audit-plan', ...args, '--draw', 'drawn.csv'], { cwd: folder });
    expect(run).toMatchObject({ code: 0, err: '' });
    const { domains, draw } = reportOf(run);
    const [refunds] = domains;
    expect(refunds).toMatchObject({ status: 'reachable', have: 0, due: 0, tossed: 0 });
    const drawn = await rowsOf(join(folder, 'drawn.csv'));
    expect(draw).toEqual({ file: 'drawn.csv', drawn: drawn.length, due: 0, tossed: refunds?.waiting });
    const [rate, threshold] = [refunds?.rate ?? 0, refunds?.threshold ?? 0];
    expect(new Set(drawn.map((one) => one['review_probability']))).toEqual(new Set([rate]));
    const spread = Math.sqrt((refunds?.waiting ?? 0) * rate * (1 - rate));
    expect(Math.abs(drawn.length - (refunds?.waiting ?? 0) * rate)).toBeLessThan(4 * spread);

    const bytes = readFileSync(join(folder, 'drawn.csv'));
    expect((await plan(...args, '--draw', 'again.csv')).code).toBe(0);
    expect(readFileSync(join(folder, 'again.csv')).equals(bytes)).toBe(true);

    // The reviews come back, and the chance of each decision is recorded: 1 below, where people decide.
    const ids = new Set(drawn.map((one) => one['decision_id']));
    const judged = (extra: boolean): string =>
      [
        'decision_id,domain,decided_at,confidence,review_probability,verdict',
        ...backlog.map((one) => {
          const isAbove = Number(one.confidence) >= threshold;
          const isSeen = !isAbove || ids.has(one.id) || (extra && isAbove && one.id.endsWith('7'));
          const verdict = isSeen ? (Number(one.confidence) >= 0.7 ? 'agree' : 'override') : '';
          return `${one.id},refunds,${one.decidedAt},${one.confidence},${isAbove ? rate : 1},${verdict}`;
        }),
        '',
      ].join('\n');
    file('judged.csv', judged(false));
    const said = async (name: string) => {
      const { out } = await leeway(['recommend', name, '--format', 'json'], { cwd: folder });
      return RecommendationReport.parse(JSON.parse(out)).recommendations[0];
    };
    const after = await said('judged.csv');
    expect(after?.selection).toBe('audited');
    expect(after?.certified?.threshold).toBeLessThanOrEqual(threshold);
    // More reviews than the coin has chosen: the record says so, and nothing is certified.
    file('meddled.csv', judged(true));
    expect((await said('meddled.csv'))?.refusal?.reason).toBe('selection_unknown');

    const later = reportOf(
      await plan('judged.csv', '--seed', 'maple', '--draw', 'later.csv', '--format', 'json'),
    );
    expect(later.draw).toMatchObject({ drawn: 0, tossed: 0 });
    expect(later.domains[0]?.tossed).toBeGreaterThan(0);
  });
});

describe('leeway audit-plan of a domain whose errors have risen', () => {
  it('plans no reviews on the strength of the good old record', async () => {
    const rows = historyRows(4000, (_, index) => ({
      domain: 'refunds',
      confidence: '0.90',
      verdict: index > 3400 && index % 5 === 0 ? 'override' : 'agree',
    }));
    file('risen.csv', csvText(rows));
    const [run, table] = [await plan('risen.csv', '--format', 'json'), await plan('risen.csv')];
    expect(reportOf(run).domains[0]).toMatchObject({
      status: 'out-of-reach',
      refusal: 'drifted',
      rate: null,
    });
    expect(table.out).toContain('errors have risen: begin anew');
  });
});

describe('leeway audit-plan, used wrongly', () => {
  it('says in one line what would be right', async () => {
    const lines = [
      ['history.csv', '--by', '2026-01-01'],
      ['history.csv', '--by', 'soon'],
      ['history.csv', '--budget', '-5'],
      ['history.csv', '--budget', '0.1'],
      ['history.csv', '--budget', '100', '--rate', '0.1'],
      ['history.csv', '--rate', '2'],
      ['history.csv', '--draw', 'x.csv'],
      ['history.csv', '--seed', 'maple'],
      ['history.csv', '--draw', 'history.csv', '--seed', 'maple'],
      ['history.csv', '--draw', 'nowhere/x.csv', '--seed', 'maple'],
      ['history.csv', '--draw', '-', '--seed', 'maple'],
    ];
    const said: string[] = [];
    for (const line of lines) {
      const run = await plan(...line);
      said.push(`${run.code} ${complaint(run)}`);
    }
    expect(said).toEqual([
      '2 --by 2026-01-01T00:00:00.000Z: lies before the history ends (2026-04-19T23:00:00.000Z); name a later date',
      '2 --by soon: not a time; give RFC 3339, for example 2026-05-04T09:12:00Z',
      '2 --budget -5: not a number of reviews; give one above 0, for example 200',
      expect.stringMatching(
        /^2 --budget 0\.1: the smallest audit rates alone take about \d+ reviews in the first week; raise /,
      ),
      '2 --budget and --rate: each decides the rates alone; give one of them',
      '2 --rate 2: not a share; give a number between 0 and 1, for example 0.05',
      '2 --draw x.csv: needs --seed WORD, so that the draw can be repeated',
      '2 --seed: decides the coins of --draw FILE; name the file too',
      '2 --draw history.csv: this is the history itself; name another file',
      '2 --draw nowhere/x.csv: there is no folder nowhere; make it first',
      '2 --draw -: the plan goes to standard output; name a file',
    ]);
    expect(readFileSync(join(folder, 'history.csv'), 'utf8')).toBe(csvText(historyRows(1200)));
  });

  it('plans with the rows that are sound and tells of the others', async () => {
    file('broken.csv', csvText(historyRows(1200, (_, index) => (index === 9 ? { confidence: '1.5' } : {}))));
    const run = await plan('broken.csv', '--format', 'json');
    expect(run.code).toBe(0);
    expect(run.err).toContain('1 row quarantined: confidence lies outside [0, 1]');
    expect(reportOf(run).input.quarantined).toBe(1);
    expect((await plan('broken.csv', '--quiet')).err).toBe('');
    file('none.csv', 'decision_id,domain,decided_at,confidence\nd1,refunds,2026-05-04,7\n');
    const none = await plan('none.csv');
    expect(none.code).toBe(3);
    expect(complaint(none)).toContain('no decision is left to plan for');
  });
});
