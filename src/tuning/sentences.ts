import type { Evidence } from '../contracts/evidence.ts';
import type { Recommendation } from '../contracts/recommendation.ts';

type Told = Omit<Recommendation, 'certificate' | 'reasons'> & {
  certificate: Omit<NonNullable<Recommendation['certificate']>, 'id'> | null;
};

/** The recommendation in plain sentences that a board member can read out. */
export function reasonsFor(
  told: Told,
  evidence: Evidence,
  options: { readonly isNewestModel: boolean; readonly rules: { readonly maxStep: number } },
): string[] {
  return [
    ...allowed(told, options.rules.maxStep),
    ...refused(told, evidence),
    ...aside(told, evidence),
    ...(options.isNewestModel || told.refusal?.reason === 'stale_model'
      ? []
      : [
          `A newer model decides in ${told.domain} now; this record is of ${told.model} and gives the newer one no authority.`,
        ]),
  ];
}

function allowed(told: Told, maxStep: number): string[] {
  const { certified, proposed, target, certificate } = told;
  if (certified === null || certificate === null) return [];
  const certain = percent(1 - target.delta, 0);
  const promise = `At a confidence of ${digits(certified.threshold)} or more the AI would take ${percent(certified.coverage)} of the decisions alone; of these at most ${ofHundred(certified.riskUpper)} would be wrong (${certain} certain; the limit is ${ofHundred(target.risk)}).`;
  const basis = `This rests on ${count(certificate.reviewed)} reviewed decisions at or above that threshold, of which ${count(certificate.errors)} were found wrong.`;
  if (proposed === null) {
    return [
      promise,
      basis,
      `No certified threshold adds at most ${percent(maxStep)} of the decisions in one step (maxStep), so nothing is proposed; a larger maxStep for this domain would allow it.`,
    ];
  }
  const step =
    proposed.threshold === certified.threshold
      ? `The proposal is to let it act on the loop at ${digits(proposed.threshold)}.`
      : `One promotion may add at most ${percent(maxStep)} of the decisions: the proposal is to let it act on the loop at ${digits(proposed.threshold)}, which is ${percent(proposed.coverage)} of them.`;
  return [promise, basis, step];
}

function refused(told: Told, evidence: Evidence): string[] {
  const { refusal, target } = told;
  if (refusal === null) return [];
  const best = refusal.best;
  const closest =
    best === null
      ? ''
      : ` The closest is ${digits(best.threshold)}, where at most ${ofHundred(best.riskUpper)} would be wrong; the limit is ${ofHundred(target.risk)}.`;
  switch (refusal.reason) {
    case 'insufficient_verdicts':
      return [
        refusal.need === null
          ? `Too few verdicts to tell: ${count(refusal.have)}, and at the error rate seen so far no number would do.${closest}`
          : `Too few verdicts: ${count(refusal.have)} of about ${count(refusal.need)} that are needed at the error rate seen so far.${closest}`,
      ];
    case 'no_threshold_can_pass':
      return [
        `The AI is not good enough here yet: at no threshold open to a test is the error rate seen clearly below the limit, so more verdicts alone are not expected to help.${closest}`,
      ];
    case 'selection_unknown':
      return [unknownSelection(told, evidence)];
    case 'stale_model':
      return [
        `A newer model decides in ${told.domain} now. The record of ${told.model} gives the newer one no authority: its evidence starts anew.`,
      ];
    case 'stale_data':
      return [
        `The newest decision is of ${evidence.lastDecidedAt.slice(0, 10)}: too old to speak for today.`,
      ];
    default:
      return [];
  }
}

function unknownSelection(told: Told, evidence: Evidence): string {
  const { audits } = evidence;
  if (audits !== null) {
    return `The review rates that were declared promise about ${count(Math.round(audits.expected))} audits and ${count(audits.observed)} came: how decisions were chosen for review is not known, so nothing is certified.`;
  }
  const naive =
    told.naive.risk === null
      ? ''
      : ` (${percent(told.naive.risk)} of the reviewed ones were wrong; that says nothing of the others)`;
  return `Only some decisions were reviewed and nothing says how they were chosen${naive}, so nothing is certified. Record review_probability, or declare the rate if they were drawn by chance.`;
}

function aside(told: Told, evidence: Evidence): string[] {
  const sentences: string[] = [];
  if (told.pending > 0) {
    sentences.push(
      told.pending === 1
        ? '1 decision was due for review and has no verdict: it counts as an error.'
        : `${count(told.pending)} decisions were due for review and have no verdict: they count as errors.`,
    );
  }
  if (evidence.immature > 0) {
    sentences.push(
      `The newest decisions (${count(evidence.immature)}) are left out, since their verdicts are still coming.`,
    );
  }
  const { bias, ece, eceNoiseFloor } = told.calibration;
  if (
    bias !== null &&
    ece !== null &&
    eceNoiseFloor !== null &&
    ece > 2 * eceNoiseFloor &&
    Math.abs(bias) >= 0.01
  ) {
    const points = (Math.abs(bias) * 100).toFixed(0);
    sentences.push(
      bias > 0
        ? `It is over-confident by about ${points} points on average.`
        : `It is under-confident by about ${points} points on average.`,
    );
  }
  return sentences;
}

/** Rounded up, so that a bound never reads better than it is. */
function ofHundred(share: number): string {
  const tenths = Math.ceil(share * 1000 - 1e-6) / 10;
  return `${tenths >= 10 ? Math.ceil(tenths) : tenths} of 100`;
}

function percent(share: number, decimals = 1): string {
  const value = (share * 100).toFixed(decimals);
  return `${value.replace(/\.0$/, '')} %`;
}

function digits(threshold: number): string {
  return threshold.toFixed(6).replace(/0{1,4}$/, '');
}

/** Thin spaces between thousands. */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}
