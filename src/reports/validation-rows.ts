import type { ValidationFigures, ValidationReport } from '../contracts/validation.ts';
import { count } from './figures.ts';

export const VALIDATION_HEADINGS = [
  'method',
  'lives',
  'falsely certified (99 % interval)',
  'automation',
  'time average',
  'verdicts to first authority',
] as const;

/** One scenario as a heading line and the cells of its methods. */
export interface ValidationSection {
  readonly heading: string;
  readonly rows: readonly (readonly string[])[];
}

/** The report for people: shares in percent, automation as a share of what one who knows the truth would let through. */
export function validationSections(report: ValidationReport): ValidationSection[] {
  return report.scenarios.map(({ name, about, risk, delta, selection, methods, controls }) => ({
    heading: `${name}: ${about} (limit ${share(risk)}, delta ${share(delta)}, ${selection === 'full' ? 'all reviewed' : 'audited'})`,
    rows: [...methods, ...controls].map((result) => [
      result.method,
      count(result.lives),
      falsely(result, delta),
      share(result.automationShare),
      share(result.timeAverageShare),
      first(result),
    ]),
  }));
}

/** What was run, for the last line. */
export function validationFooter({ seed, worlds, domainNights, seconds }: ValidationReport): string {
  const pace = seconds === 0 ? '' : ` (${count(Math.round(domainNights / seconds))} a second)`;
  return `${count(worlds)} lives, ${count(domainNights)} domain-nights in ${seconds.toFixed(1)} s${pace}; seed ${seed}`;
}

/** A rate whose whole interval lies above delta breaks the promise; it is said in a word, not by colour alone. */
function falsely({ falseCertification: { rate, low, high } }: ValidationFigures, delta: number): string {
  const verdict = low > delta ? ', broken' : '';
  return `${share(rate)} (${plain(low)}–${plain(high)}${verdict})`;
}

function first({ firstAuthority }: ValidationFigures): string {
  if (firstAuthority === null) return '–';
  const { meanVerdicts, ratio } = firstAuthority;
  const times = ratio === null ? '' : ` (${ratio.toFixed(2)} times the least possible)`;
  return `${count(Math.round(meanVerdicts))}${times}`;
}

function share(value: number | null): string {
  return value === null ? '–' : `${plain(value)} %`;
}

function plain(value: number): string {
  return (value * 100).toFixed(1);
}
