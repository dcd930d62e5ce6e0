import type { ShiftDirection } from './confidence-shift.ts';
import { count, counted, percentUp, threshold } from './figures.ts';
import type { Recommendation } from './recommendation.ts';
import { visible } from './visible.ts';

/** In a few words what keeps a domain where it is, or what comes next; empty where nothing does. */
export function missingWords(one: Recommendation): string {
  return [left(one), shifted(one), missingForStep(one)].filter((part) => part !== '').join('; ');
}

/** Slices that a person decides. */
function left({ excluded = [] }: Recommendation): string {
  return excluded.length === 0
    ? ''
    : `without ${excluded.map(({ column, value }) => visible(`${column} = ${value}`)).join(', ')}`;
}

const SHIFTED: Readonly<Record<ShiftDirection, string>> = {
  'more-sure': 'more sure than before',
  'less-sure': 'less sure than before',
  'more-spread': 'confidences more spread',
  'less-spread': 'confidences less spread',
};

function shifted({ confidenceShift: shift }: Recommendation): string {
  return shift === null ? '' : `${SHIFTED[shift.direction]} since ${shift.changedOn}: review more`;
}

/** The same of the next step alone. */
export function missingForStep(one: Recommendation): string {
  const { refusal, next } = one;
  const days = next.days === null || next.days === 0 ? '' : `, about ${counted(next.days, 'day')}`;
  switch (refusal?.reason) {
    case undefined:
      if (one.limitedBy.includes('step'))
        return one.proposed === null ? 'no certified step is small enough' : 'one step at a time';
      return next.need === null
        ? ''
        : `next step: ${count(next.have)} of ${count(next.need)} verdicts${days}`;
    case 'insufficient_verdicts':
      return refusal?.need === null
        ? `${count(refusal.have)} verdicts: too few to tell`
        : `${count(refusal?.have ?? 0)} of ${count(refusal?.need ?? 0)} verdicts${days}`;
    case 'no_threshold_can_pass': {
      const best = refusal?.best ?? null;
      return best === null
        ? 'no threshold can pass'
        : `no threshold can pass: at best ${percentUp(best.riskUpper)} % at ${threshold(best.threshold)}`;
    }
    case 'selection_unknown':
      return 'how reviews were chosen is unknown';
    case 'stale_model':
      return 'a newer model acts';
    case 'stale_data':
      return 'the record is too old';
    case 'slice_failed': {
      const failed = one.slices.filter(({ verdict }) => verdict === 'failed');
      const [first, ...others] =
        failed.length > 0 ? failed : one.slices.filter(({ verdict }) => verdict === 'untested');
      if (first === undefined) return 'a slice does not pass';
      const name = visible(`${first.column} = ${first.value}`);
      const more = others.length === 0 ? '' : ` and ${count(others.length)} more`;
      return `${name}${more}: ${failed.length > 0 ? 'too often wrong' : 'too few verdicts'}`;
    }
    case 'reviewer_quality':
      return 'reviewers follow the answers that they see';
    case 'drifted':
      return 'errors have risen';
    default:
      return refusal?.reason ?? '';
  }
}
