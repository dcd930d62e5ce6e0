import type { DomainReliability, DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { percentDown } from '../contracts/figures.ts';
import { calibrationWords } from './calibration-words.ts';
import { count, limitPercent, percentUp, visible } from './figures.ts';

/** One domain's reliability as the cells of one line; the same in every table. */
export interface DomainsRow {
  readonly domain: string;
  readonly model: string;
  readonly decisions: string;
  readonly reviewed: string;
  readonly pending: string;
  readonly seen: string;
  readonly errors: string;
  readonly limit: string;
  readonly confidence: string;
}

export const DOMAINS_HEADINGS: Readonly<Record<keyof DomainsRow, string>> = {
  domain: 'domain',
  model: 'model',
  decisions: 'decisions',
  reviewed: 'reviewed',
  pending: 'pending',
  seen: 'errors seen',
  errors: 'errors in all (95 %)',
  limit: 'limit',
  confidence: 'confidence',
};

export function domainsRow(one: DomainReliability): DomainsRow {
  const { naive } = one.error;
  return {
    domain: visible(one.domain),
    model: visible(one.model),
    decisions: count(one.decisions),
    reviewed: count(one.reviewed),
    pending: count(one.pending),
    seen: naive === null ? '–' : `${percentUp(naive)} %`,
    errors: errorsText(one),
    limit: limitPercent(one.limit),
    confidence: calibrationWords(one.calibration),
  };
}

/** How the figures are to be read: the lines below a table. */
export function domainsNotes({ domains }: DomainReliabilityReport): string[] {
  const notes = [
    'Errors are those of all confidences together; the limit holds for the decisions that the AI takes alone. In all: each verdict weighted by one over its chance of review, with the 95 % interval of one look.',
  ];
  if (domains.some(({ selection, reviewed }) => selection === 'unknown' && reviewed > 0))
    notes.push(
      'Unknown: nothing says how reviews were chosen there, so that what was seen, and what is said of the confidence, need not hold for the rest.',
    );
  return notes;
}

/** Never better than it is: the rate and its upper end are rounded up, the lower end down. */
function errorsText({
  error: { weighted, low, high },
  limit,
  selection,
  reviewed,
}: DomainReliability): string {
  if (weighted === null || low === null || high === null)
    return selection === 'unknown' && reviewed > 0 ? 'unknown' : '–';
  return `${percentUp(weighted)} % (${percentDown(low)}–${percentUp(high, limit)})`;
}
