import { beforeAll, describe, expect, it } from 'vitest';
import { validationTable } from '../../src/cli/print-validation.ts';
import { type ValidationMethod, ValidationReport } from '../../src/contracts/validation.ts';
import { validationMarkdown } from '../../src/reports/validation-markdown.ts';
import { addTallies, liveAll } from '../../src/validation/index.ts';
import { leeway } from '../support/leeway.ts';

/** What is printed, before a schema has had its say. */
let printed: unknown;
let report: ValidationReport;

beforeAll(async () => {
  const { code, out, err } = await leeway(['validate', '--quick', '--format', 'json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  printed = JSON.parse(out);
  report = ValidationReport.parse(printed);
}, 300_000);

const result = (name: string, method: ValidationMethod) =>
  report.scenarios.find((scenario) => scenario.name === name)!.methods.find((one) => one.method === method)!;
const control = (name: string) =>
  report.scenarios.find((scenario) => scenario.name === name)!.controls[0]!.falseCertification;
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const ratios = (prefix: RegExp): number[] =>
  report.scenarios
    .filter(({ name }) => prefix.test(name))
    .map(({ methods }) => methods[0]?.firstAuthority?.ratio as number);

describe('the promise', () => {
  it('is kept by leeway in every world: no rate is above delta beyond chance', () => {
    for (const { name, delta, methods } of report.scenarios) {
      const [leeway] = methods;
      expect(leeway?.method, name).toBe('leeway');
      expect(leeway?.falseCertification.low, name).toBeLessThanOrEqual(delta);
    }
  });

  it('is broken by the usual methods where theory says so', () => {
    for (const method of ['fixed-0.9', 'naive', 'clopper-pearson'] as const)
      expect(result('at-the-limit', method).falseCertification.low, method).toBeGreaterThan(0.05);
    for (const method of ['sgr', 'ltt-binomial', 'ltt-hoeffding-bentkus'] as const)
      expect(result('one-at-the-limit', method).falseCertification.low, method).toBeGreaterThan(0.05);
    expect(result('audited-top-worse', 'clopper-pearson').falseCertification.rate).toBeGreaterThan(0.9);
  });

  it('is broken without the test that it needs: bands and slices pooled, money by a normal interval', () => {
    for (const name of ['marginal', 'cost', 'cost-at-the-budget', 'slices'])
      expect(control(name).low, name).toBeGreaterThan(0.2);
    expect(control('amount-steps-at-the-limit').rate).toBeGreaterThan(
      result('amount-steps-at-the-limit', 'leeway').falseCertification.rate,
    );
  });

  it('leaves nearly all that is safe to the AI, whatever is promised', () => {
    for (const name of ['marginal', 'cost', 'amount-steps', 'slices'])
      for (const audits of ['', '-audited'])
        expect(result(`${name}${audits}`, 'leeway').automationShare, name + audits).toBeGreaterThan(0.9);
  });

  it('does not cost much: first authority comes close to the least evidence that any method needs', () => {
    expect(ratios(/^first-0/)).toHaveLength(4);
    expect(mean(ratios(/^first-0/))).toBeLessThan(1.2);
    expect(ratios(/^first-audited/)).toHaveLength(16);
    expect(mean(ratios(/^first-audited/))).toBeLessThan(1.3);
  });

  it('learns from siblings: sooner where they are alike, later but never falsely where they mislead', () => {
    const ratio = (name: string): number => result(name, 'leeway').firstAuthority?.ratio ?? Number.NaN;
    expect(ratio('siblings-0.02-beside-0.02')).toBeLessThan(ratio('siblings-0.001-beside-0.02'));
    expect(ratio('siblings-0.01-beside-0.01')).toBeLessThan(ratio('siblings-0.045-beside-0.01'));
    expect(result('siblings-mislead', 'leeway').falseCertification.low).toBeLessThanOrEqual(0.05);
  });

  it('leaves most of what an all-knowing tuner would give', () => {
    for (const name of ['long-ordered', 'long-spoken', 'long-overconfident-top'])
      expect(result(name, 'leeway').automationShare, name).toBeGreaterThan(0.9);
    expect(result('overconfident-top', 'ltt-binomial').automationShare).toBe(0);
  });
});

describe('the report', () => {
  it('has the published shape', () => {
    expect(report).toEqual(printed);
  });

  it('is a section a scenario in the table and in Markdown, with a line for every method', () => {
    const [table, markdown] = [validationTable(report), validationMarkdown(report)];
    const methods = report.scenarios.reduce((sum, scenario) => sum + scenario.methods.length, 0);
    expect(markdown.match(/^## /gm)).toHaveLength(report.scenarios.length);
    expect(table.match(/^ {2}\S/gm)?.length).toBeGreaterThanOrEqual(methods);
    for (const [, heading = ''] of markdown.matchAll(/^## (.*)$/gm)) expect(table).toContain(`\n${heading}`);
  });

  it('repeats to the digit for the same seed, however the lives are cut into tasks, and not for another seed', () => {
    const task = { scenario: 3, method: 'leeway', from: 0, to: 40, seed: 20 } as const;
    const whole = liveAll(task);
    expect(liveAll(task)).toEqual(whole);
    expect(addTallies(liveAll({ ...task, from: 17 }), liveAll({ ...task, to: 17 }))).toEqual(whole);
    expect(liveAll({ ...task, seed: 21 })).not.toEqual(whole);
  });
});
