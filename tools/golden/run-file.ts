import { compare } from './compare.ts';
import { registry } from './registry.ts';

interface GoldenCase {
  readonly name?: string;
  readonly input: unknown;
  readonly expected: unknown;
  readonly tolerance?: number | Readonly<Record<string, number>>;
  readonly tolerance_by_key?: Readonly<Record<string, number>>;
}

export interface FileResult {
  readonly passed: number;
  readonly total: number;
  readonly worst: number;
  readonly failures: readonly string[];
}

/** Runs every case of one reference file. @returns null when nothing here answers to that name */
export function runFile(name: string, text: string): FileResult | null {
  const answer = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (answer === undefined) return null;
  const { cases } = JSON.parse(text) as { cases?: readonly GoldenCase[] };
  if (!Array.isArray(cases)) throw new TypeError('it has no list of cases');

  const failures: string[] = [];
  let passed = 0;
  let worst = 0;
  for (const [
    i,
    { name: label = `case ${i}`, input, expected, tolerance, tolerance_by_key },
  ] of cases.entries()) {
    try {
      const result = compare(answer(input as never, label), expected, tolerance, tolerance_by_key);
      worst = Math.max(worst, result.worst);
      if (result.failures.length === 0) passed += 1;
      else failures.push(`${label}: ${result.failures.join('; ')}`);
    } catch (error) {
      failures.push(`${label}: threw ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { passed, total: cases.length, worst, failures };
}
