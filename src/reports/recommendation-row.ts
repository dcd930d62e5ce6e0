import type { ShiftDirection } from '../contracts/confidence-shift.ts';
import { reachText } from '../contracts/figures.ts';
import type { Reach, Recommendation } from '../contracts/recommendation.ts';
import { count, counted, limitPercent, percent, percentUp, threshold, visible } from './figures.ts';

/** One recommendation as the cells of one line; the same in every table. */
export interface RecommendationRow {
  readonly domain: string;
  readonly model: string;
  readonly action: string;
  readonly threshold: string;
  readonly certified: string;
  readonly coverage: string;
  readonly errors: string;
  readonly limit: string;
  readonly missing: string;
}

export const RECOMMENDATION_HEADINGS: Readonly<Record<keyof RecommendationRow, string>> = {
  domain: 'domain',
  model: 'model',
  action: 'action',
  threshold: 'threshold now → proposed',
  certified: 'certified',
  coverage: 'coverage',
  errors: 'errors (at most)',
  limit: 'limit',
  missing: 'what is missing',
};

/** Coverage and errors are those of the proposed threshold; where nothing is proposed, of the certified one. */
export function recommendationRow(one: Recommendation): RecommendationRow {
  const reach = one.proposed ?? one.certified;
  return {
    domain: visible(one.domain),
    model: visible(one.model),
    action: one.action,
    threshold: `${threshold(one.current.threshold)} → ${reached(one.proposed)}`,
    certified:
      one.certified === null ? '–' : `${reached(one.certified)} (${percent(one.certified.coverage)})`,
    coverage: reach === null ? '–' : percent(reach.coverage),
    errors:
      reach === null
        ? '–'
        : `${percentUp(reach.risk, reach.riskUpper)} % (${percentUp(reach.riskUpper, one.target.risk)})`,
    limit: limitPercent(one.target.risk),
    missing: [left(one), shifted(one), missingWords(one)].filter((part) => part !== '').join('; '),
  };
}

function reached(reach: Reach | null): string {
  return reach === null ? '–' : reachText(reach.threshold, reach.maxAmount);
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

/** What keeps a domain from more authority; empty where nothing does. */
export function missingWords(one: Recommendation): string {
  const { refusal, next } = one;
  const days = next.days === null || next.days === 0 ? '' : `, about ${counted(next.days, 'day')}`;
  switch (refusal?.reason) {
    case undefined:
      if (one.limitedBy.includes('step'))
        return one.proposed === null ? 'no certified step within maxStep' : 'one step at a time';
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
    case 'drifted':
      return 'errors have risen';
    default:
      return refusal?.reason ?? '';
  }
}
