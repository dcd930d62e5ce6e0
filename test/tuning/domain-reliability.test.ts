import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import { calibrationSummary } from '../../src/tuning/calibration-summary.ts';
import { domainReliability } from '../../src/tuning/domain-reliability.ts';
import { evidenceOf, randomRows, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rules = rulesFor(Configuration.parse({}), 'refunds');

describe('domainReliability', () => {
  it('counts what was decided, reviewed, and is due, and keeps to its contract', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const all = randomRows(random(seed));
        const evidence = evidenceOf(all, { decisions: all.length + 7, immature: 7 });
        const told = domainReliability(evidence, rules);
        expect(DomainReliability.parse(told)).toEqual(told);
        expect(told).toMatchObject({
          ...{ domain: 'refunds', model: 'agent-1', immature: 7, limit: 0.05 },
          decisions: all.length + 7,
          reviewed: all.filter(({ loss }) => loss !== null).length,
          pending: all.filter(({ outcome }) => outcome === 'pending').length,
          calibration: calibrationSummary(evidence),
        });
      }),
      { numRuns: 40 },
    );
  });

  it('has for its limit what the guarantee holds for', () => {
    const money = Configuration.parse({ defaults: { guarantee: 'cost', budget: 2, amountCap: 500 } });
    expect(domainReliability(evidenceOf(rows(3)), rulesFor(money, 'refunds')).limit).toBe(0.004);
  });
});
