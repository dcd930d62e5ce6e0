import { describe, expect, it } from 'vitest';
import type { DomainRules } from '../../src/contracts/configuration.ts';
import { loosenedRules } from '../../src/governance/loosened-rules.ts';
import { RULES } from '../support/governance.ts';

describe('loosenedRules(before, after) of onAnchoring', () => {
  const [tells, refuses] = (['tell', 'refuse'] as const).map(
    (onAnchoring): DomainRules => ({ ...RULES, onAnchoring }),
  );

  it.each([
    ['to tell instead of to refuse', refuses, tells, ['onAnchoring']],
    ['to say nothing instead of to refuse', refuses, RULES, ['onAnchoring']],
    ['to refuse instead of to tell', tells, refuses, []],
    ['to refuse where nothing was said', RULES, refuses, []],
    ['to write down the default', RULES, tells, []],
  ])('%s', (_, before, after, loosened) => {
    expect(loosenedRules(before as DomainRules, after as DomainRules)).toEqual(loosened);
  });
});
