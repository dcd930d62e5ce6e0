import { describe, expect, it } from 'vitest';
import type { DomainStatus } from '../../src/contracts/domain-reliability.ts';
import { domainsCsv } from '../../src/reports/domains-csv.ts';
import { domainsMarkdown } from '../../src/reports/domains-markdown.ts';
import { domainsNotes, domainsRow } from '../../src/reports/domains-row.ts';

const one = (over: Partial<DomainStatus> = {}): DomainStatus => ({
  ...{ domain: 'refunds', model: 'agent-1', decisions: 1200, reviewed: 400, pending: 3, immature: 20 },
  ...{ selection: 'audited' as const, limit: 0.05 },
  ...{ firstDecidedAt: '2026-03-01T00:00:00.000Z', lastDecidedAt: '2026-05-01T00:00:00.000Z' },
  error: { naive: 0.0601, weighted: 0.0311, low: 0.0199, high: 0.04999 },
  calibration: { bias: 0.04, biasNoise: 0.02, ece: 0.05, eceNoiseFloor: 0.03, brier: 0.1 },
  ...{
    level: 'on-the-loop' as const,
    threshold: 0.93,
    coverage: 0.4126,
    action: 'hold' as const,
    proposed: null,
  },
  ...{
    next: { have: 371, need: 1611, days: 9 },
    drift: 'none' as const,
    nextStep: 'next step: 371 of 1611 verdicts',
  },
  ...over,
});
const unknown = one({
  selection: 'unknown',
  error: { naive: 0.0601, weighted: null, low: null, high: null },
});
const silent = one({
  reviewed: 0,
  error: { naive: null, weighted: null, low: null, high: null },
  calibration: { bias: null, biasNoise: null, ece: null, eceNoiseFloor: null, brier: null },
});
const report = (...domains: DomainStatus[]) => ({
  version: 1 as const,
  asOf: '2026-05-04T00:00:00.000Z',
  input: { decisions: 1200, verdicts: 400, known: 0, quarantined: 0, quarantinedByRule: {} },
  refused: null,
  domains,
});

describe('domainsRow', () => {
  it('never reads better than it is: no rate is rounded to below itself, and no end to the limit', () => {
    expect(domainsRow(one())).toEqual({
      ...{ domain: 'refunds', model: 'agent-1', decisions: '1\u2009200', reviewed: '400', pending: '3' },
      ...{ seen: '6.1 %', errors: '3.2 % (1.9–4.999)', limit: '5.0 %' },
      ...{ confidence: 'over-confident by 4 points', ece: '5.0 (3.0)' },
      ...{ level: 'on-the-loop', threshold: '0.93', coverage: '41.3 %', verdicts: '371 / 1\u2009611' },
      ...{ drift: 'none', next: 'next step: 371 of 1611 verdicts' },
    });
  });

  it('tells what nobody can know from what nobody has looked at', () => {
    expect(domainsRow(unknown)).toMatchObject({ seen: '6.1 %', errors: 'unknown' });
    expect(domainsRow(silent)).toMatchObject({ seen: '–', errors: '–', confidence: '–' });
    expect(domainsNotes(report(one(), unknown))).toHaveLength(2);
    expect(domainsNotes(report(one(), silent))).toHaveLength(1);
    const refused = { ...report(one()), refused: 'leeway.yaml: slices: no such column' };
    expect(domainsNotes(refused)).toContain(
      'Nothing is said of next steps: leeway.yaml: slices: no such column.',
    );
    const told = domainsRow(
      one({ action: null, next: null, drift: null, nextStep: null, threshold: null, coverage: null }),
    );
    expect(told).toMatchObject({ verdicts: '–', drift: '–', next: '–', threshold: '–', coverage: '–' });
  });
});

describe('domainsCsv and domainsMarkdown', () => {
  it('are a row for each domain, whatever its name', () => {
    const hostile = one({ domain: '=1+1,"x"', model: 'a|b' });
    const [head, first, second, ...rest] = domainsCsv(report(hostile, unknown)).split('\n');
    expect(head).toBe(
      'domain,model,decisions,reviewed,pending,immature,selection,first_decided_at,last_decided_at,error_naive,error_weighted,error_low,error_high,limit,bias,bias_noise,ece,ece_noise_floor,brier,level,threshold,coverage,verdicts_have,verdicts_need,days_to_next,drift,action,proposed_threshold,next_step',
    );
    expect(first).toBe(
      '"\'=1+1,""x""",a|b,1200,400,3,20,audited,2026-03-01T00:00:00.000Z,2026-05-01T00:00:00.000Z,0.0601,0.0311,0.0199,0.04999,0.05,0.04,0.02,0.05,0.03,0.1,on-the-loop,0.93,0.4126,371,1611,9,none,hold,,next step: 371 of 1611 verdicts',
    );
    expect(second).toContain(',unknown,2026-03-01T00:00:00.000Z,2026-05-01T00:00:00.000Z,0.0601,,,,0.05,');
    expect(rest).toEqual(['']);
    expect(domainsMarkdown(report(hostile))).toContain(
      '\n| =1+1,"x" | a\\|b | on-the-loop | 0.93 | 41.3 % | 1\u2009200 | 400 | 3 | 6.1 % |',
    );
  });
});
