import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { portfolioPromise } from '../../src/tuning/portfolio.ts';
import { evidenceOf, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rulesOf = (domain: string) => rulesFor(Configuration.parse({}), domain);

/** One domain with one confidence, `n` verdicts, so many of them errors. */
function domain(name: string, n: number, errors: number): Evidence {
  const all = [...rows(n - errors, { ppm: 900_000 }), ...rows(errors, { ppm: 900_000, outcome: 'override' })];
  return { ...evidenceOf(all), domain: name };
}

describe('a promise for all domains together', () => {
  it('says what each choice would allow', () => {
    const fleet = [
      ...Array.from({ length: 3 }, (_, i) => domain(`good ${i}`, 400, 0)),
      ...Array.from({ length: 6 }, (_, i) => domain(`just ${i}`, 90, 0)),
      domain('bad', 400, 100),
      { ...domain('unknown', 400, 0), selection: 'unknown' as const },
    ];
    const promise = portfolioPromise('e-bh', fleet, rulesOf, false);
    expect(promise).toMatchObject({ family: 'e-bh', domains: 11 });
    expect(promise.allows.none).toBe(9);
    expect(promise.allows.holm).toBeGreaterThanOrEqual(3);
    expect(promise.allows.holm).toBeLessThan(9);
    expect(promise.allows['e-bh']).toBeGreaterThanOrEqual(promise.allows.holm);
    expect(promise.share).toBe(promise.allows['e-bh'] / 11);
    expect(portfolioPromise('none', fleet, rulesOf, false).share).toBe(1);
  });

  it('hands nothing on before the starts of a domain stand', () => {
    // Each certifies all it may; the larger share that the others' parts would give comes with 500 decisions only.
    const fleet = (decisions: number): Evidence[] => [domain('a', decisions, 0), domain('b', decisions, 10)];
    expect(portfolioPromise('holm', fleet(499), rulesOf, false).share).toBe(1 / 2);
    const [whole] = fleet(500);
    const passed = { ...(whole as Evidence), startConfidences: [900_000] };
    expect(portfolioPromise('holm', [passed, domain('b', 500, 400)], rulesOf, false).share).toBe(1);
  });

  it('keeps its word: under holm hardly a fleet with a false certificate, each by itself many', {
    timeout: 30_000,
  }, () => {
    const [fleets, size, n] = [60, 25, 300];
    let [alone, together] = [0, 0];
    const chance = random(5);
    for (let fleet = 0; fleet < fleets; fleet++) {
      const all = Array.from({ length: size }, (_, i) => {
        // The worst case for every domain: a risk at its limit, looked at once with the exact test.
        let errors = 0;
        for (let k = 0; k < n; k++) if (chance.chance(0.05)) errors += 1;
        return domain(`d${i}`, n, errors);
      });
      const promise = portfolioPromise('holm', all, rulesOf, true);
      if (promise.allows.none > 0) alone += 1;
      if (promise.allows.holm > 0) together += 1;
    }
    // One-sided exact at 1 %: at most 8 of 60 with a chance of 5 %.
    expect(together).toBeLessThanOrEqual(8);
    expect(alone).toBeGreaterThan(together);
    expect(alone).toBeGreaterThan(10);
  });
});
