import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backtestTable } from '../../src/cli/print-backtest.ts';
import { PLAIN } from '../../src/cli/screen.ts';
import { BacktestReport } from '../../src/contracts/backtest.ts';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { backtestHistory } from '../../src/workflows/backtest-history.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT } from '../support/leeway.ts';
import { needsPublicHistories, publicHistory } from '../support/public-histories.ts';
import { temporaryFolder, textFile, type WrittenRow, writeHistory } from '../support/write-history.ts';

const DATA = ['decisions.parquet', 'verdicts.parquet'].map((name) => join(ROOT, 'data', name));
const CONFIG = ['--config', join(ROOT, 'data/leeway.yaml')];
describe('leeway backtest', () => {
  it('walks through the bundled history, with the usual methods beside it', async () => {
    const run = await leeway(['backtest', ...DATA, ...CONFIG, '--every', 'week', '--format', 'json']);
    expect(run).toMatchObject({ code: 0, err: '' });
    const report = BacktestReport.parse(JSON.parse(run.out));
    expect(report.steps.reduce((sum, one) => sum + one.decisions, 0)).toBe(60_000);
    expect(report.domains.filter((one) => one.breach)).toEqual([]);
    expect(report.methods.leeway?.automated).toBeGreaterThan(0);
    expect(report.methods['fixed-0.7']?.breaches).toBeGreaterThan(2);
    for (const one of report.domains.filter(({ domain }) => domain === 'technical-help'))
      expect(one.automated).toBe(0);
    const table = backtestTable(report, PLAIN);
    expect(table).toMatch(/^domain +model +decisions +alone/);
    expect(table).toContain('Automation by tenth of the time');
    expect(table).toMatch(/\nfixed-0\.7 +\d+\.\d %/);
  });

  it('exits 7 where a domain broke its limit, when asked to, and writes the same bytes for the same seed', async () => {
    // Right until the fortieth day, then wrong every second time; the alarm has nothing to hear.
    const rows = Array.from({ length: 3600 }, (_, i): WrittenRow => {
      const decided_at = new Date(Date.parse('2026-01-01') + Math.floor(i / 60) * 86_400_000).toISOString();
      return {
        decision_id: `d${i}`,
        ...{ domain: 'refunds', model: 'v1', confidence: 0.9, decided_at, reviewed_at: decided_at },
        verdict: i >= 2400 && i % 2 === 0 ? 'override' : 'agree',
      };
    });
    const path = await writeHistory(join(temporaryFolder(), 'history.csv'), rows);
    const config = textFile('leeway.yaml', 'defaults: { maxStep: 1, minAuditRate: 0.0001 }\n');
    const broken = await leewayProcess(['backtest', path, '--config', config, '--fail-on-breach']);
    expect(broken).toMatchObject({ code: 7, err: '' });
    expect(broken.out).toContain(', broken');
    const markdown = await leeway(['backtest', path, '--config', config, '--format', 'md']);
    expect(markdown).toMatchObject({ code: 0, out: expect.stringContaining('| method | alone |') });
    const seeded = ['backtest', path, '--config', config, '--seed', '4'];
    const [json, again] = [
      await leeway([...seeded, '--format', 'json']),
      await leeway([...seeded, '--format', 'json']),
    ];
    expect(json.out).toBe(again.out);
    const table = await leeway(seeded);
    expect(table).toMatchObject({ code: 0, err: '' });
    expect(table.out).toBe(backtestTable(BacktestReport.parse(JSON.parse(json.out)), PLAIN));
    const audited = await leeway([
      'backtest',
      path,
      '--config',
      config,
      '--audit-rate',
      '0.5',
      '--fail-on-breach',
    ]);
    expect(audited.out).toMatch(/refunds: on 2026-02-\d\d the alarm took authority away/);
  });

  it('refuses what is no share, in one line', async () => {
    expect(complaint(await leeway(['backtest', ...DATA, '--audit-rate', '2']))).toBe(
      '--audit-rate 2: not a share; give a number between 0 and 1, for example 0.05',
    );
  });
});

describe('backtests of real histories', () => {
  needsPublicHistories();
  const walk = async (file: string, risk: number, auditRate: number | null): Promise<BacktestReport> => {
    const { report } = await backtestHistory({
      files: [publicHistory(file)],
      mapping: Mapping.parse({}),
      configuration: Configuration.parse({ defaults: { risk } }),
      seed: 1,
      stepMs: 86_400_000,
      auditRate,
    });
    return report;
  };

  it.each([
    'airline_lr.csv.gz',
    'bank_telemarketing_monthly.csv.gz',
    'banking77_llm.csv.gz',
    'banking77_lr.csv.gz',
    'complaints_llm_vote.csv',
    'md_agreement.csv.gz',
    'prodigy_teach.csv',
  ])('break no limit beyond chance: %s', async (file) => {
    const report = await walk(file, 0.05, null);
    expect(report.domains.filter((one) => one.breach)).toEqual([]);
    expect(report.methods.leeway?.breaches).toBe(0);
    expect(report.methods['fixed-0.7']?.domainsActing).toBeGreaterThan(0);
  });

  it('meet a drift with demotion, and say how late it came', async () => {
    const report = await walk('bank_telemarketing_monthly.csv.gz', 0.1, 0.1);
    const demotions = report.domains.flatMap((one) => one.demotions);
    expect(demotions.length).toBeGreaterThanOrEqual(1);
    for (const one of demotions) {
      expect(one.reason).toBe('drifted');
      expect(one.nightsSinceChange).toBeGreaterThan(0);
      expect(one.nightsSinceChange).toBeLessThanOrEqual(60);
    }
  });
});
