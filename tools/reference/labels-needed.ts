import { betaMixtureEValue, clopperPearson } from '../../src/statistics/index.ts';
import { START_WEIGHTS } from '../../src/tuning/starts.ts';

const LIMITS = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002] as const;
const ERRORS = [0, 1, 3, 5, 10] as const;
const DELTA = 0.05;

/** Fewest verdicts, of which so many errors, that satisfy a condition which holds from some number on. */
function fewest(errors: number, holds: (n: number) => boolean): number {
  let [low, high] = [errors, Math.max(errors, 16)];
  while (!holds(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Verdicts for one exact test of one threshold, fixed beforehand and looked at once. */
export function neededOnce(errors: number, risk: number): number {
  return fewest(errors, (n) => clopperPearson({ errors, n, delta: DELTA }).upper <= risk);
}

/** Verdicts at the first start of the nightly search, which has its part of delta, where everything is reviewed. */
export function neededEveryNight(errors: number, risk: number): number {
  const least = Math.log(1 / (DELTA * START_WEIGHTS[0]));
  return fewest(errors, (n) => betaMixtureEValue({ errors, n, alpha: risk }).logE >= least);
}

/** The rows of the table in docs/limits-and-deltas.md. */
export function labelsNeededMarkdown(): string {
  const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
  const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const head = [
    'limit',
    ...ERRORS.map((errors) => `${errors} wrong`),
    'one look: 0 wrong',
    'one look: 5 wrong',
  ];
  return [
    row(head),
    row(head.map(() => '---:')),
    ...LIMITS.map((risk) =>
      row([
        percent(risk),
        ...ERRORS.map((errors) => neededEveryNight(errors, risk)),
        ...[0, 5].map((errors) => neededOnce(errors, risk)),
      ]),
    ),
  ].join('\n');
}
