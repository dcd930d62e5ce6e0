import { missingForStep } from '../contracts/missing-words.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { threshold } from './figures.ts';

/** What comes next for a domain, and what it waits for: a few words for a line of a table. */
export function nextStepWords(one: Recommendation): string {
  const missing = missingForStep(one);
  switch (one.action) {
    case 'widen': {
      const from = threshold(one.proposed?.threshold ?? null);
      const step = one.level === 'autonomous' ? `make autonomous from ${from}` : `widen to ${from}`;
      return one.limitedBy.includes('step') ? `${step}, ${missing}` : step;
    }
    case 'narrow': {
      const step =
        one.proposed === null ? 'take authority back' : `narrow to ${threshold(one.proposed.threshold)}`;
      return one.refusal === null ? step : `${step}: ${missing}`;
    }
    case 'hold':
      return one.limitedBy.includes('cooldown') ? 'wait for the cooldown' : missing || 'keep as it is';
    case 'none':
      return one.refusal?.reason === 'floor' ? 'none: people decide' : missing;
  }
}
