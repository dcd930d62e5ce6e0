import { describe, expect, it } from 'vitest';
import { type BacktestSubject, backtest } from '../../src/backtest/index.ts';
import { BacktestReport } from '../../src/contracts/backtest.ts';
import { Configuration, type DomainRules, rulesFor } from '../../src/contracts/configuration.ts';
import { backtestSentences } from '../../src/reports/backtest-rows.ts';
import { nightCellColumns, type WrittenNightCell } from '../support/night-cells.ts';
import { random } from '../support/random.ts';

const DAY_MS = 86_400_000;
const RULES = rulesFor(Configuration.parse({}), 'refunds');
const BANDS = [990_000, 960_000, 900_000, 800_000, 600_000];

interface History {
  readonly nights: number;
  readonly perNight: number;
  readonly seed: number;
  readonly risk: (band: number, night: number) => number;
  /** Nights until a verdict comes. */
  readonly delay?: (isError: boolean) => number;
  readonly auditRate?: number;
}

function cellsOf({
  nights,
  perNight,
  seed,
  risk,
  delay = () => 0,
  auditRate = 0.1,
}: History): WrittenNightCell[] {
  const chance = random(seed);
  const cells: WrittenNightCell[] = [];
  for (let decided = 0; decided < nights; decided++) {
    for (let i = 0; i < perNight; i++) {
      const band = chance.pick(BANDS);
      const isError = chance.chance(risk(band, decided));
      const judged = decided + delay(isError);
      cells.push({ decided, judged, band, loss: isError ? 1 : 0, drawn: chance.chance(auditRate) });
    }
  }
  return cells;
}

function subject(
  cells: readonly WrittenNightCell[],
  rules: Partial<DomainRules> = {},
  model = 'v1',
): BacktestSubject {
  const columns = nightCellColumns(cells, { model });
  return {
    cells: columns,
    rules: { ...RULES, ...rules },
    selection: 'full',
    startConfidences: [...columns.band.slice(0, 500)].sort((a, b) => b - a),
    auditRate: 0.1,
  };
}

const walk = (subjects: readonly BacktestSubject[], nights: number): BacktestReport =>
  BacktestReport.parse(backtest(subjects, { start: 0, count: nights, lengthMs: DAY_MS }, 1));

/** Nights at which promotions took place. */
const nightsOf = (report: BacktestReport): number[] =>
  report.domains[0]?.promotions.map(({ at }) => Date.parse(at) / DAY_MS) ?? [];

const SKILLED = (band: number): number => (1_000_000 - band) / 1_000_000 / 4;

describe('a walk through a history', () => {
  it('promotes one step at a time, no sooner than the cooldown, and keeps the risk below its limit', () => {
    const cells = cellsOf({ nights: 120, perNight: 60, seed: 1, risk: SKILLED });
    const report = walk([subject(cells, { maxStep: 0.25 })], 120);
    const [domain] = report.domains;
    const nights = nightsOf(report);
    expect(nights.length).toBeGreaterThanOrEqual(2);
    for (const [i, night] of nights.entries())
      if (i > 0) expect(night - (nights[i - 1] as number)).toBeGreaterThanOrEqual(14);
    expect(domain).toMatchObject({ decisions: 7200, demotions: [], breach: false });
    expect(domain?.realisedRisk).toBeLessThan(0.05);
    // Bands are a fifth of the decisions each: no step of 15 % holds one.
    expect(walk([subject(cells, { maxStep: 0.15 })], 120).domains[0]).toMatchObject({ automated: 0 });
    const wide = walk([subject(cells, { maxStep: 0.45 })], 120);
    expect(wide.domains[0]?.automated).toBeGreaterThan(domain?.automated ?? 0);
  });

  it('without a pace takes at once what is certified, and no less in the end', () => {
    const { methods } = walk([subject(cellsOf({ nights: 60, perNight: 60, seed: 2, risk: SKILLED }))], 60);
    expect(methods['leeway-unpaced']?.automated).toBeGreaterThan(methods.leeway?.automated ?? 0);
  });

  it('learns no verdict before its time', () => {
    const late = 30;
    const cells = cellsOf({ nights: 60, perNight: 60, seed: 3, risk: SKILLED, delay: () => late });
    expect(walk([subject(cells)], 60).domains[0]?.promotions[0]?.at ?? '9999').toMatch(/^9999|^1970-0[23]/);
    expect(nightsOf(walk([subject(cells)], 60)).every((night) => night > late)).toBe(true);
    // What is found by a night does not depend on what is judged after it.
    const turned = cells.map((cell) => ((cell.judged ?? 0) > 45 ? { ...cell, loss: 1 } : cell));
    const byThen = (report: BacktestReport): number[] => nightsOf(report).filter((night) => night <= 46);
    expect(byThen(walk([subject(turned)], 60))).toEqual(byThen(walk([subject(cells)], 60)));
  });

  it('learns of what the AI took alone only what the audits show', () => {
    const cells = cellsOf({ nights: 80, perNight: 60, seed: 4, risk: SKILLED });
    const first = nightsOf(walk([subject(cells, { maxStep: 1 })], 80))[0] as number;
    // Nobody sees these: every decision that the AI takes alone and no audit falls on turns wrong.
    const lowest = walk([subject(cells, { maxStep: 1 })], 80).domains[0]?.promotions[0]?.threshold ?? 1;
    const hidden = cells.map((cell) =>
      cell.decided >= first && cell.band >= lowest * 1_000_000 && cell.drawn === false
        ? { ...cell, loss: 1 }
        : cell,
    );
    const report = walk([subject(hidden, { maxStep: 1 })], 80);
    expect(nightsOf(report)).toEqual(nightsOf(walk([subject(cells, { maxStep: 1 })], 80)));
    expect(report.domains[0]).toMatchObject({ breach: true });
  });

  it('lets promotions wait after confidences have shifted, although nothing became worse', () => {
    const turn = 30;
    const cells = cellsOf({ nights: 90, perNight: 60, seed: 6, risk: () => 0.005 });
    // From then on the AI is as sure as it can be of every third decision.
    const surer = cells.map((cell, i) =>
      cell.decided >= turn && i % 3 === 0 ? { ...cell, band: BANDS[0] as number } : cell,
    );
    const steady = walk([subject(cells, { maxStep: 0.25 })], 90);
    const report = walk([subject(surer, { maxStep: 0.25 })], 90);
    expect(steady.domains[0]?.confidenceShifts).toEqual([]);
    const [shift, ...others] = report.domains[0]?.confidenceShifts ?? [];
    expect(others).toEqual([]);
    expect(shift?.direction).toBe('more-sure');
    const night = Date.parse(shift?.at ?? '') / DAY_MS;
    expect(night).toBeGreaterThan(turn);
    expect(night).toBeLessThanOrEqual(turn + 4);
    const waited = (all: readonly number[]) => all.filter((one) => one >= night && one < night + 14);
    expect(waited(nightsOf(steady))).not.toEqual([]);
    expect(waited(nightsOf(report))).toEqual([]);
    expect(nightsOf(report).some((one) => one >= night + 14)).toBe(true);
    expect(report.domains[0]?.demotions).toEqual([]);
    expect(backtestSentences(report).join('\n')).toMatch(
      /: the alarm on the confidences of v1 sounded on 1970-02-0\d \(more sure\).*, and promotions waited\./,
    );
  });

  it('takes authority away soon after the risk has risen, and says how late', () => {
    const turn = 60;
    const risk = (band: number, night: number): number => (night < turn ? SKILLED(band) : 0.3);
    const cells = cellsOf({ nights: 120, perNight: 100, seed: 5, risk });
    const [domain] = walk([subject(cells, { maxStep: 0.5 })], 120).domains;
    const [demotion] = domain?.demotions ?? [];
    expect(demotion).toMatchObject({ reason: 'drifted' });
    const night = Date.parse(demotion?.at ?? '') / DAY_MS;
    expect(night).toBeGreaterThan(turn);
    expect(night).toBeLessThanOrEqual(turn + 14);
    expect(Math.abs((demotion?.nightsSinceChange ?? 0) - (night - turn))).toBeLessThanOrEqual(4);
    expect(demotion?.automatedSinceChange).toBeGreaterThan(0);
    // Authority does not come back on the old evidence.
    expect(domain?.promotions.filter(({ at }) => Date.parse(at) / DAY_MS > night)).toEqual([]);
  });

  it('ends the authority of a model when a newer one begins to decide', () => {
    const old = cellsOf({ nights: 100, perNight: 60, seed: 6, risk: SKILLED });
    const newer = cellsOf({ nights: 100, perNight: 5, seed: 7, risk: SKILLED }).filter(
      ({ decided }) => decided >= 50,
    );
    const report = walk([subject(old, { maxStep: 0.5 }), subject(newer, {}, 'v2')], 100);
    expect(report.domains[0]?.demotions).toEqual([
      {
        at: '1970-02-21T00:00:00.000Z',
        reason: 'newer-model',
        nightsSinceChange: null,
        automatedSinceChange: null,
      },
    ]);
    for (const { at, automated } of report.steps) if (at > '1970-02-21') expect(automated).toBe(0);
  });

  it('never acts where nobody knows how reviews were chosen, nor where verdicts never come', () => {
    const cells = cellsOf({ nights: 60, perNight: 60, seed: 8, risk: SKILLED });
    const unknown = { ...subject(cells), selection: 'unknown' as const };
    expect(walk([unknown], 60).methods.leeway).toMatchObject({ automated: 0, realisedRisk: null });
    const never = cells.map((cell, i) => (i % 2 === 0 ? { ...cell, judged: null, loss: null } : cell));
    expect(walk([subject(never)], 60).methods.leeway).toMatchObject({ automated: 0 });
  });

  it('counts a decision that a person must see among the others, never as taken alone', () => {
    const cells = cellsOf({ nights: 60, perNight: 60, seed: 9, risk: SKILLED }).map((cell) => ({
      ...cell,
      eligible: false,
    }));
    for (const [method, totals] of Object.entries(walk([subject(cells)], 60).methods))
      expect(totals, method).toMatchObject({ decisions: 3600, automated: 0 });
  });

  it('falsely promotes on a risk at its limit in no more lives than delta, where the usual methods do in many', () => {
    const lives = 60;
    const acted = new Map<string, number>();
    for (let seed = 0; seed < lives; seed++) {
      const cells = cellsOf({ nights: 40, perNight: 30, seed: 100 + seed, risk: () => 0.05 });
      const report = walk([subject(cells, { maxStep: 1 })], 40);
      for (const [method, totals] of Object.entries(report.methods))
        if (totals.automated > 0) acted.set(method, (acted.get(method) ?? 0) + 1);
    }
    // One-sided exact at 1 %: at most 8 of 60 with a chance of 5 %.
    expect(acted.get('leeway') ?? 0).toBeLessThanOrEqual(8);
    expect(acted.get('leeway-unpaced') ?? 0).toBeLessThanOrEqual(8);
    expect(acted.get('naive')).toBeGreaterThan(30);
  });
});
