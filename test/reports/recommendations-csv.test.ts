import { describe, expect, it } from 'vitest';
import { recommendationsCsv } from '../../src/reports/recommendations-csv.ts';
import { recommendation, refused, reportOf } from '../support/recommendation.ts';

describe('recommendationsCsv', () => {
  it('is a row of plain numbers for each domain', () => {
    const short = refused({ reason: 'insufficient_verdicts', have: 3, need: 77, best: null });
    const [head, first, second, ...rest] = recommendationsCsv(reportOf([recommendation(), short])).split(
      '\n',
    );
    expect(head).toBe(
      'domain,model,action,level,current_threshold,proposed_threshold,proposed_coverage,proposed_risk,proposed_risk_upper,certified_threshold,certified_coverage,certified_risk,certified_risk_upper,limit,delta,selection,refusal,have,need,certificate,confidence_shift,confidence_changed_on',
    );
    expect(first).toBe(
      'refunds,agent-1,widen,on-the-loop,,0.99,0.129,0.0061,0.0243,0.886,0.881,0.0321,0.0494,0.05,0.05,full,,371,611,c0ffee,,',
    );
    expect(second).toBe(
      'refunds,agent-1,none,in-the-loop,,,,,,,,,,0.05,0.05,full,insufficient_verdicts,3,77,c0ffee,,',
    );
    expect(rest).toEqual(['']);
  });

  it('keeps a domain with a formula for a name from running', () => {
    const text = recommendationsCsv(reportOf([recommendation({ domain: '=1+1,"x"\n@y' })]));
    expect(text.slice(text.indexOf('\n') + 1)).toMatch(/^"'=1\+1,""x""\n@y",agent-1,widen,/);
  });
});
