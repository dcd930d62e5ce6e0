import type {
  DomainReliability,
  DomainReliabilityReport,
  DomainStatus,
  DriftHeard,
} from '../contracts/domain-reliability.ts';
import { percentDown } from '../contracts/figures.ts';
import { calibrationWords } from './calibration-words.ts';
import { count, limitPercent, percent, percentUp, threshold, visible } from './figures.ts';

/** One domain's reliability as the cells of one line; the same in every table. */
export interface DomainsRow {
  readonly domain: string;
  readonly model: string;
  readonly level: string;
  readonly threshold: string;
  readonly coverage: string;
  readonly decisions: string;
  readonly reviewed: string;
  readonly pending: string;
  readonly seen: string;
  readonly errors: string;
  readonly limit: string;
  readonly confidence: string;
  readonly ece: string;
  readonly verdicts: string;
  readonly drift: string;
  readonly next: string;
}

export const DOMAINS_HEADINGS: Readonly<Record<keyof DomainsRow, string>> = {
  domain: 'domain',
  model: 'model',
  level: 'level',
  threshold: 'threshold',
  coverage: 'coverage',
  decisions: 'decisions',
  reviewed: 'reviewed',
  pending: 'pending',
  seen: 'errors seen',
  errors: 'errors in all (95 %)',
  limit: 'limit',
  confidence: 'confidence',
  ece: 'ECE (by chance)',
  verdicts: 'have / need',
  drift: 'drift',
  next: 'next step',
};

const HEARD: Readonly<Record<DriftHeard, string>> = {
  none: 'none',
  'confidences-shifted': 'confidences shifted',
  'errors-risen': 'errors have risen',
};

export function domainsRow(one: DomainStatus): DomainsRow {
  const { naive } = one.error;
  return {
    domain: visible(one.domain),
    model: visible(one.model),
    level: one.level,
    threshold: threshold(one.threshold),
    coverage: percent(one.coverage),
    decisions: count(one.decisions),
    reviewed: count(one.reviewed),
    pending: count(one.pending),
    seen: naive === null ? '–' : `${percentUp(naive)} %`,
    errors: errorsText(one),
    limit: limitPercent(one.limit),
    confidence: calibrationWords(one.calibration),
    ece: eceText(one.calibration),
    verdicts: verdictsText(one),
    drift: one.drift === null ? '–' : HEARD[one.drift],
    next: one.nextStep === null || one.nextStep === '' ? '–' : visible(one.nextStep),
  };
}

/** How the figures are to be read: the lines below a table. */
export function domainsNotes({ domains, refused }: DomainReliabilityReport): string[] {
  const notes = [
    'Errors are those of all confidences together; the limit holds for the decisions that the AI takes alone. In all: each verdict weighted by one over its chance of review, with the 95 % interval of one look.',
  ];
  if (refused !== null) notes.push(`Nothing is said of next steps: ${visible(refused)}.`);
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

/** In points of the confidence; what a perfectly calibrated AI would show here stands beside it. */
function eceText({ ece, eceNoiseFloor }: DomainReliability['calibration']): string {
  if (ece === null) return '–';
  const points = (share: number): string => (share * 100).toFixed(1);
  return eceNoiseFloor === null ? points(ece) : `${points(ece)} (${points(eceNoiseFloor)})`;
}

/** Verdicts that the next step has and needs. */
function verdictsText({ next }: DomainStatus): string {
  if (next === null) return '–';
  return `${count(next.have)} / ${next.need === null ? '–' : count(next.need)}`;
}
