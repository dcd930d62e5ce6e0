import { bestOf, shareFigure, shareText } from '../contracts/estimate-text.ts';
import type { Estimate } from '../contracts/reliability.ts';
import type { Anchoring, ReviewArm, ReviewerNoise, ReviewSignals } from '../contracts/review-signals.ts';
import type { DocumentSection, DocumentTable } from './document.ts';
import { count, counted, limitPercent, percent, visible } from './figures.ts';

const MOST_RUBRICS = 5;

/** What the verdicts themselves are worth; nothing where nothing is recorded of how they came about. */
export function reviewSections(review: ReviewSignals, limit: number): DocumentSection[] {
  const reading = [
    ...blindSentences(review),
    ...(review.noise === null ? [] : noiseSentences(review.noise, limit)),
    ...timeSentences(review),
    ...rubricSentences(review),
  ];
  if (reading.length === 0) return [];
  return [{ title: 'What are the verdicts worth?', reading, chart: null, table: armsTable(review) }];
}

function blindSentences({ blindShare, anchoring }: ReviewSignals): string[] {
  if (blindShare === null) return [];
  const share = `${percent(blindShare)} of the verdicts of which it is known were given without sight of the AI’s answer.`;
  if (anchoring === null)
    return [
      `${share} Whether reviewers follow what they see can be told from 30 decisions on that were judged blind, and as many that were not.`,
    ];
  return [share, ...anchoringSentences(anchoring)];
}

function anchoringSentences({ blind, shown, difference, compared }: Anchoring): string[] {
  const [less, interval] = [pointsOf(difference.value), spanOf(difference)];
  const rates = `Blind, ${percent(blind)} of the answers were changed; in sight of the AI’s answer, ${percent(shown)}`;
  const part =
    compared > 0.9995
      ? ''
      : ` Compared are kinds of decisions that have both, which are ${percent(compared)} of those judged.`;
  return [
    `${rates}: a difference of ${less} points (${interval}, 95 % interval). ${meaningOf(difference)}${part}`,
    'This is about the reviewers, not about the AI, and holds if chance decided which decisions were judged blind. Who does not see an answer also slips more easily, so not all of a difference need be the AI’s influence.',
  ];
}

function meaningOf({ low, high }: Estimate): string {
  if (low > 0)
    return 'Chance does not explain that: reviewers tend to confirm an answer that they see, and the verdicts given in sight of it make the AI look better than it is.';
  if (high < 0)
    return 'Chance does not explain that: reviewers change more of what they see, as if they looked for faults in it.';
  const most = Math.max(Math.abs(low), Math.abs(high));
  return `Chance may explain that; an influence of up to ${pointsOf(most)} points could still be there.`;
}

function noiseSentences(noise: ReviewerNoise, limit: number): string[] {
  const { pairs, alike, blindPairs, reviewerError, observed, corrected, plausible } = noise;
  const both = `On ${count(alike)} of ${counted(pairs, 'decision')} that two reviewers judged they agreed`;
  const seen =
    blindPairs === pairs
      ? ''
      : ` (${blindPairs === 0 ? 'none' : count(blindPairs)} of them blind to the AI’s answer, which two who see it may both follow)`;
  const slips = `${both}${seen}: if they err independently of each other, and in both directions alike, each errs in ${shareText(reviewerError)} of cases.`;
  if (!plausible)
    return [
      `${slips} Yet only ${percent(observed.value)} were called wrong, fewer than such slips alone would be: so they do not err like that, and nothing is corrected.`,
    ];
  const ceiling =
    reviewerError.value <= limit
      ? ''
      : ` A limit of ${limitPercent(limit)} can hardly be shown by such reviewers: of the AI’s right answers alone they call ${percent(reviewerError.value)} wrong.`;
  return [
    slips,
    `Without those slips ${shareText(corrected)} of the decisions are wrong, where the verdicts say ${shareText(observed)}. No authority rests on this: where both err on the same hard cases, more are wrong.${ceiling}`,
  ];
}

function timeSentences({ timed, medianSeconds, blind, shown }: ReviewSignals): string[] {
  if (medianSeconds === null) return [];
  const both =
    blind?.medianSeconds == null || shown?.medianSeconds == null
      ? ''
      : `; blind ${secondsText(blind.medianSeconds)}, in sight of the answer ${secondsText(shown.medianSeconds)}`;
  return [
    `Half of the ${counted(timed, 'verdict')} with a time took ${secondsText(medianSeconds)} or less${both}.`,
  ];
}

function rubricSentences({ rubrics }: ReviewSignals): string[] {
  if (rubrics.length < 2) return [];
  const shown = rubrics
    .slice(0, MOST_RUBRICS)
    .map(
      ({ rubric, verdicts, overrideRate }) =>
        `${visible(rubric)} (${counted(verdicts, 'verdict')}, ${percent(overrideRate.value)} changed)`,
    )
    .join(', ');
  const more = rubrics.length > MOST_RUBRICS ? ` and ${rubrics.length - MOST_RUBRICS} more` : '';
  return [
    `They follow several rubrics, and figures of different rubrics are of different things: ${shown}${more}.`,
  ];
}

function armsTable({ blind, shown }: ReviewSignals): DocumentTable | null {
  if (blind === null && shown === null) return null;
  const row = (name: string, arm: ReviewArm | null): string[][] =>
    arm === null
      ? []
      : [
          [
            ...[name, count(arm.verdicts), count(arm.decisions), shareFigure(bestOf(arm.overrideRate))],
            ...[arm.confidence.toFixed(3), secondsText(arm.medianSeconds)],
          ],
        ];
  return {
    caption: 'Verdicts by what the reviewer saw; of several on one decision the earliest counts',
    folded: false,
    headings: ['verdicts', 'given', 'decisions', 'changed, % (95 %)', 'mean confidence', 'median time'],
    rows: [...row('blind', blind), ...row('in sight of the answer', shown)],
  };
}

/** A time that somebody took: `9.5 s`, `4 min`; `–` for nothing. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return '–';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 119.5) return `${Math.round(seconds)} s`;
  return seconds < 7170 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function pointsOf(share: number): string {
  return (share * 100).toFixed(1);
}

/** Rounded outwards. */
function spanOf({ low, high }: Estimate): string {
  const least = Math.floor(low * 1000 + 1e-8) / 10;
  const most = Math.ceil(high * 1000 - 1e-8) / 10;
  return `${least.toFixed(1)} to ${most.toFixed(1)}`;
}
