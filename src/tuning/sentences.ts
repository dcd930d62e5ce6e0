import type { Certificate } from '../contracts/certificate.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { count, percentExact, percentNear, percentUp, plain, reachText } from '../contracts/figures.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Reach, Recommendation } from '../contracts/recommendation.ts';
import type { ArmVoices } from '../contracts/review-signals.ts';
import { belowThat, confidenceOf } from './condition.ts';
import { costSentences, money, moneyTerms } from './cost-sentences.ts';
import { edgesSentence, marginalSentences } from './marginal-sentences.ts';
import { missingAmounts } from './missing-amounts.ts';
import { moveSentence, takenBack } from './move-sentence.ts';
import { ofHundred } from './of-hundred.ts';
import { priorSentence } from './prior-sentence.ts';
import { scaleSentences } from './recalibrated-scale.ts';
import { freshSentence, refusalSentences } from './refusal-sentences.ts';
import { type ReviewMix, reviewMix } from './review-mix.ts';
import { shiftSentence } from './shift-sentence.ts';
import { sliceExclusion, slicePromise, sliceRefusal } from './slice-sentences.ts';
import { swayedSentences } from './swayed-sentences.ts';

/** A recommendation before it is put into words. */
export type Told = Omit<Recommendation, 'certificate' | 'reasons'> & {
  readonly certificate: Omit<Certificate, 'id'> | null;
};

/** The recommendation in plain sentences that a board member can read out. */
export function reasonsFor(
  told: Told,
  evidence: Evidence,
  options: {
    readonly isNewestModel: boolean;
    readonly drift: Drift | null;
    readonly rules: Pick<DomainRules, 'maxStep' | 'maxAmount' | 'amountSteps'>;
    /** Only decisions since an alarm are evidence. */
    readonly fresh?: { readonly from: string; readonly drift: Drift };
    /** Slices that keep the certified threshold from being lower. */
    readonly stoppedBy?: Told['slices'];
    /** Verdicts that are looked at for whether they are swayed. */
    readonly reviewArms?: readonly ArmVoices[];
  },
): string[] {
  return [
    ...(options.fresh === undefined ? [] : [freshSentence(options.fresh)]),
    ...allowed(told, evidence, options.rules.maxStep),
    ...(told.certified === null ? [] : sliceExclusion(told.excluded)),
    ...(told.certified === null ? [] : slicePromise(told.slices, options.stoppedBy ?? [])),
    ...refusalSentences(told, evidence, options.drift),
    ...sliceRefusal(told, evidence.decisions),
    ...swayedSentences(told, options.reviewArms),
    ...(told.certified === null ? takenBack(told) : []),
    ...scaleSentences(told.recalibration),
    ...(told.certified === null ? missingAmounts(evidence, options.rules) : []),
    ...(told.target.guarantee === 'marginal' ? edgesSentence(evidence) : []),
    ...(told.confidenceShift === null ? [] : [shiftSentence(told.confidenceShift, told.certified !== null)]),
    ...aside(told, evidence),
    ...(told.certificate === null ? [] : priorSentence(evidence, told.target)),
    ...(options.isNewestModel || told.refusal?.reason === 'stale_model'
      ? []
      : [
          `A newer model decides in ${told.domain} now; this record is of ${told.model} and gives the newer one no authority.`,
        ]),
  ];
}

function allowed(told: Told, evidence: Evidence, maxStep: number): string[] {
  const { certified, proposed, target, certificate } = told;
  if (certified === null || certificate === null) return [];
  const mix = reviewMix(evidence, ppmOf(certified.threshold));
  const weighed = certificate.errors === 0 ? [] : weighedErrors(mix, certified);
  const step = told.current.threshold === null ? proposal(certified, proposed, maxStep) : moveSentence(told);
  const terms = moneyTerms(target);
  if (terms !== null) return [...costSentences(certified, target, terms, certificate, mix), step];
  if (target.guarantee === 'marginal')
    return [...marginalSentences(certified, target, certificate, evidence, weighed), step];
  const certain = percentExact(Math.min(1 - target.delta, 1 - 1e-12));
  const inPart = mix.graded ? ', slight errors counting in part' : '';
  const promise = `${confidenceOf(certified)} the AI would take ${percentNear(certified.coverage)} % of the decisions alone; of these at most ${ofHundred(certified.riskUpper, target.risk)} would be wrong${inPart} (${certain} % certain; the limit is ${percentExact(target.risk)} of 100).`;
  const basis = `This rests on ${count(certificate.reviewed)} reviewed decisions at or above that threshold${belowThat(certified)}, of which ${count(certificate.errors)} were found wrong.`;
  return [promise, [basis, ...weighed].join(' '), step];
}

/** What the errors amount to where their plain number would mislead. */
function weighedErrors({ weights, graded }: ReviewMix, certified: Reach): string[] {
  const share = plain(percentUp(certified.risk, certified.riskUpper));
  const uneven =
    weights === 'doubtful-weigh-less'
      ? 'Doubtful decisions were reviewed more often'
      : 'Not all of them had the same chance of a review';
  if (weights !== 'even' && graded)
    return [
      `${uneven} and some errors were slight; weighted by each one's chance of review and by severity, they amount to ${share} % wrong in full.`,
    ];
  if (weights !== 'even')
    return [`${uneven}; weighted by each one's chance of review, ${share} % were wrong.`];
  return graded
    ? [`Some errors were slight; weighted by severity, they amount to ${share} % wrong in full.`]
    : [];
}

function proposal(certified: Reach, proposed: Reach | null, maxStep: number): string {
  const most = `at most ${percentExact(maxStep)} % of the decisions`;
  if (proposed === null)
    return `No certified threshold adds ${most} in one step (maxStep), so nothing is proposed; a larger maxStep for this domain would allow it.`;
  const act = `the proposal is to let it act on the loop at ${reachText(proposed.threshold, proposed.maxAmount)}`;
  return proposed.threshold === certified.threshold
    ? `${act.charAt(0).toUpperCase()}${act.slice(1)}.`
    : `One promotion may add ${most}: ${act}, which is ${percentNear(proposed.coverage)} % of them.`;
}

function aside(told: Told, evidence: Evidence): string[] {
  const sentences: string[] = [];
  const pending = told.certificate?.pending ?? told.pending;
  const terms = moneyTerms(told.target);
  if (pending > 0) {
    const one = terms === null ? 'it counts as an error' : `it counts as a loss of ${money(terms.amountCap)}`;
    const many =
      terms === null ? 'they count as errors' : `each counts as a loss of ${money(terms.amountCap)}`;
    sentences.push(
      pending === 1
        ? `1 decision was due for review and has no verdict: ${one}.`
        : `${count(pending)} decisions were due for review and have no verdict: ${many}.`,
    );
  }
  if (evidence.immature > 0) {
    sentences.push(
      `The newest decisions (${count(evidence.immature)}) are left out, since their verdicts are still coming.`,
    );
  }
  const { bias, ece, eceNoiseFloor } = told.calibration;
  const isBeyondChance = ece !== null && eceNoiseFloor !== null && ece > 2 * eceNoiseFloor;
  if (bias !== null && isBeyondChance && Math.abs(bias) >= 0.01) {
    const points = (Math.abs(bias) * 100).toFixed(0);
    sentences.push(
      `It is ${bias > 0 ? 'over' : 'under'}-confident by about ${points === '1' ? '1 point' : `${points} points`} on average.`,
    );
  }
  return sentences;
}
