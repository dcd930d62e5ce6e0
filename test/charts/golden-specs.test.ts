import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMPTY, SAMPLES } from './samples.ts';

const folder = join(import.meta.dirname, '..', 'golden', 'charts');
const isUpdating = process.env['LEEWAY_UPDATE_GOLDEN'] === '1';
const specs = Object.entries({
  ...SAMPLES,
  ...Object.fromEntries(Object.entries(EMPTY).map(([name, spec]) => [`${name}.empty`, spec])),
});

describe('chart specs', () => {
  it.each(specs)('%s is what somebody looked at', (name, spec) => {
    const path = join(folder, `${name}.vl`);
    const text = `${JSON.stringify(spec, null, 1)}\n`;
    if (isUpdating) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, text);
    }
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });

  it('has no golden file that nothing draws', () => {
    expect(readdirSync(folder).sort()).toEqual(specs.map(([name]) => `${name}.vl`).sort());
  });

  it.each(specs)('%s says in a sentence what it shows, and brings its data with it', (_, spec) => {
    expect(spec.description).toMatch(/^[A-Z0-9].{20,}\.$/u);
    expect(JSON.stringify(spec)).not.toMatch(/"url"|#[0-9a-f]{6}|null\.|NaN|undefined|Infinity/);
  });
});
