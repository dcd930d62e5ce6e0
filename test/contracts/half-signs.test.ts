import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { holdsHalfSign } from '../../src/contracts/half-signs.ts';
import { parseYaml } from '../../src/workflows/read-settings.ts';

describe('half of a sign', () => {
  it.each<[unknown, boolean]>([
    ['a😀b', false],
    ['a\ud83d', true],
    [{ a: [{ b: '\ude00' }] }, true],
    [{ '\ud800': 1 }, true],
    [{ a: [1, null, true, 'é'] }, false],
    [null, false],
  ])('%j: %j', (value, holds) => {
    expect(holdsHalfSign(value)).toBe(holds);
  });

  it('is looked for however deep a value goes', () => {
    const deep = (inner: string): unknown => JSON.parse(`${'['.repeat(30_000)}${inner}${']'.repeat(30_000)}`);
    expect(holdsHalfSign(deep('"a"'))).toBe(false);
    expect(holdsHalfSign(deep('"\\ud800"'))).toBe(true);
  });

  it('is refused in rules, which could not be digested with it', () => {
    const text = 'domains:\n  "re\\ud800funds": { risk: 0.1 }\n';
    expect(() => parseYaml('leeway.yaml', text, Configuration)).toThrow(
      'leeway.yaml: a text in it holds half',
    );
  });
});
