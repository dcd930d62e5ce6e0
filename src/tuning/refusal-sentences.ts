import type { Target } from '../contracts/certificate.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { count, percentExact, percentNear, thresholdText } from '../contracts/figures.ts';
import type { Recommendation, Refusal } from '../contracts/recommendation.ts';
import { capSentence, moneyOfBound, moneyTerms } from './cost-sentences.ts';
import { ofHundred } from './of-hundred.ts';
import { awaitingSentence } from './recalibrated-scale.ts';
import { MOST_VERDICTS } from './verdicts-needed.ts';

type Told = Pick<Recommendation, 'domain' | 'model' | 'refusal' | 'target' | 'naive'>;

/** Why the AI gets no authority, and what would change that. */
export function refusalSentences(told: Told, evidence: Evidence, drift: Drift | null): string[] {
  const { refusal, target } = told;
  const terms = moneyTerms(target);
  const cap = terms === null ? [] : [capSentence(terms.amountCap)];
  switch (refusal?.reason) {
    case 'insufficient_verdicts':
      if (evidence.recalibration?.map === null) return [awaitingSentence(evidence.recalibration)];
      return [`${tooFew(refusal, target)}${closest(refusal, target)}`, ...cap];
    case 'no_threshold_can_pass':
      return [`The AI is not good enough here yet: ${notSeen(target)}${closest(refusal, target)}`, ...cap];
    case 'selection_unknown':
      return [unknownSelection(told, evidence)];
    case 'stale_model':
      return [
        `A newer model decides in ${told.domain} now. The record of ${told.model} gives the newer one no authority: its evidence starts anew.`,
      ];
    case 'drifted':
      return drift === null ? [] : [drifted(drift)];
    case 'stale_data':
      return [
        `The newest decision is of ${evidence.lastDecidedAt.slice(0, 10)}: too old to speak for today.`,
      ];
    case 'floor':
      return [`${told.domain} is a floor: a person decides everything here, whatever the record says.`];
    default:
      return [];
  }
}

/** What counts after an alarm, where the record may be narrowed. */
export function freshSentence({ from, drift }: { readonly from: string; readonly drift: Drift }): string {
  return `Errors rose above the limit about ${drift.roseOn}; the alarm sounded on ${drift.lastSoundedOn}. Only decisions from ${from} on are evidence here (onDrift: narrow), and nothing below the threshold of before is allowed.`;
}

function drifted({ soundedOn, lastSoundedOn, roseOn }: Drift): string {
  const again = lastSoundedOn === soundedOn ? '' : ` and last on ${lastSoundedOn}`;
  return `Errors among the decisions that the record would let through have risen above the limit: the alarm sounded on ${soundedOn}${again}, and the rise seems to have begun on ${roseOn}. What was good before says nothing of today; begin anew with the decisions since then.`;
}

function notSeen({ guarantee }: Target): string {
  const seen = {
    'selective-risk': 'at no threshold open to a test is the error rate seen clearly below the limit',
    marginal:
      'in the highest confidence band, where the search begins, the error rate seen is not clearly below the limit',
    cost: 'at no threshold open to a test is the money lost seen clearly below the budget',
  }[guarantee];
  return `${seen}, so more verdicts alone are not expected to help.`;
}

function tooFew({ have, need }: Refusal, { guarantee }: Target): string {
  const rate = guarantee === 'cost' ? 'losses' : 'error rate';
  if (need === null)
    return `Too few verdicts to tell: ${count(have)}, and at the ${rate} and the rates of review seen so far even ${count(MOST_VERDICTS)} would not do.`;
  if (have === 0)
    return `Too few verdicts: 0 of about ${count(need)} that are needed where the search begins, if none is an error.`;
  return `Too few verdicts: ${count(have)} of about ${count(need)} that are needed at the ${rate} seen so far.`;
}

/** Nothing where the verdicts bound nothing. */
function closest({ best }: Refusal, target: Target): string {
  if (best === null || best.riskUpper === 1) return '';
  const terms = moneyTerms(target);
  const { risk: limit } = target;
  const bound =
    terms === null
      ? `at most ${ofHundred(best.riskUpper, limit)} would be wrong; the limit is ${percentExact(limit)} of 100`
      : moneyOfBound(best.riskUpper, terms);
  return ` The closest is ${thresholdText(best.threshold)}, where ${bound}.`;
}

function unknownSelection({ naive, target }: Told, { audits }: Evidence): string {
  if (audits !== null) {
    return `The review rates that were declared promise about ${count(Math.round(audits.expected))} audits and ${count(audits.observed)} came: how decisions were chosen for review is not known, so nothing is certified.`;
  }
  const seen =
    naive.risk === null || target.guarantee === 'cost'
      ? ''
      : ` (${percentNear(naive.risk)} % of the reviewed ones were wrong; that says nothing of the others)`;
  return `Only some decisions were reviewed and nothing says how they were chosen${seen}, so nothing is certified. Record review_probability, or declare the rate if they were drawn by chance.`;
}
