import { beforeAll, describe, expect, it } from 'vitest';
import { type ValidationMethod, ValidationReport } from '../../src/contracts/validation.ts';
import { validate } from '../../src/workflows/validate.ts';

let report: ValidationReport;

beforeAll(async () => {
  report = await validate({ seed: 20, quick: true });
}, 180_000);

const result = (name: string, method: ValidationMethod) =>
  report.scenarios.find((scenario) => scenario.name === name)!.methods.find((one) => one.method === method)!;
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

  it('does not cost much: first authority comes close to the least evidence that any method needs', () => {
    expect(ratios(/^first-0/)).toHaveLength(4);
    expect(mean(ratios(/^first-0/))).toBeLessThan(1.2);
    expect(ratios(/^first-audited/)).toHaveLength(16);
    expect(mean(ratios(/^first-audited/))).toBeLessThan(1.3);
  });

  it('leaves most of what an all-knowing tuner would give', () => {
    for (const name of ['long-ordered', 'long-spoken', 'long-overconfident-top'])
      expect(result(name, 'leeway').automationShare, name).toBeGreaterThan(0.9);
    expect(result('overconfident-top', 'ltt-binomial').automationShare).toBe(0);
  });
});

describe('the report', () => {
  it('has the published shape', () => {
    expect(ValidationReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('repeats to the digit for the same seed, and not for another', async () => {
    const again = await validate({ seed: 20, quick: true });
    expect(again.scenarios).toEqual(report.scenarios);
    const other = await validate({ seed: 21, quick: true });
    expect(other.scenarios).not.toEqual(report.scenarios);
  }, 180_000);
});
