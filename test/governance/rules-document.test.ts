import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/contracts/problem.ts';
import * as guards from '../support/rule-cases-guards.ts';
import * as people from '../support/rule-cases-people.ts';
import * as settings from '../support/rule-cases-settings.ts';
import * as widening from '../support/rule-cases-widening.ts';

const root = join(import.meta.dirname, '..', '..');
const governance = join(root, 'src', 'governance');
const text = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');
const code = readdirSync(governance, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(governance, name), 'utf8'))
  .join('\n');

const sections = text
  .split(/^### /m)
  .slice(1)
  .map((section) => ({ number: /^G\d+/.exec(section)?.[0] ?? '', section }));
const numberOf = (rule: string): number => Number(rule.slice(1));
const named = (pattern: RegExp): string[] =>
  [...new Set([...code.matchAll(pattern)].map(([, rule]) => rule ?? ''))].sort(
    (a, b) => numberOf(a) - numberOf(b),
  );

const refusals = new Set(
  [people, widening, guards, settings].flatMap(({ REJECTED }) =>
    REJECTED.map(({ attempt }) => {
      try {
        attempt();
      } catch (error) {
        if (error instanceof Problem) return error.message;
      }
      return '';
    }),
  ),
);

describe('docs/rules.md', () => {
  it('numbers its rules from G1 on, without a gap', () => {
    expect(sections.map(({ number }) => number)).toEqual(sections.map((_, place) => `G${place + 1}`));
  });

  it('has the rules that the code objects by, and no others', () => {
    expect(named(/'(G\d+)'/g)).toEqual(sections.map(({ number }) => number));
  });

  it('has the rules that comments of the code name, and no others', () => {
    expect(named(/Rule (G\d+)/g)).toEqual(sections.map(({ number }) => number));
  });

  it.each(sections)('says of $number where it is held, and why', ({ number, section }) => {
    expect(section).toMatch(/^- Why: \S/m);
    const held = /^- Held by ([\s\S]*?)\n-/m.exec(section)?.[1] ?? '';
    const words = [...held.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
    expect(words.length).toBeGreaterThanOrEqual(2);
    let functions: string[] = [];
    for (const word of words) {
      if (!word.endsWith('.ts')) functions.push(word);
      else {
        const file = readFileSync(join(root, word), 'utf8');
        for (const name of functions) expect(file).toContain(`export function ${name}(`);
        expect(file).toMatch(new RegExp(`Rule ${number}\\b`));
        functions = [];
      }
    }
    expect(functions).toEqual([]);
  });

  it.each(sections)('shows of $number a sentence that people see', ({ number, section }) => {
    const sentence = /^- Refusal: `(.+)`$/m.exec(section)?.[1] ?? '';
    expect([...refusals]).toContain(`${number}: ${sentence}`);
  });
});
