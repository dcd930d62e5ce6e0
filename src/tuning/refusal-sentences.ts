import type { Evidence } from '../contracts/evidence.ts';
import { count, percentExact, percentNear, thresholdText } from '../contracts/figures.ts';
import type { Recommendation, Refusal } from '../contracts/recommendation.ts';
import { ofHundred } from './of-hundred.ts';

type Told = Pick<Recommendation, 'domain' | 'model' | 'refusal' | 'target' | 'naive'>;

/** Why the AI gets no authority, and what would change that. */
export function refusalSentences(told: Told, evidence: Evidence): string[] {
  const { refusal, target } = told;
  switch (refusal?.reason) {
    case 'insufficient_verdicts':
      return [`${tooFew(refusal)}${closest(refusal, target.risk)}`];
    case 'no_threshold_can_pass':
      return [
        `The AI is not good enough here yet: at no threshold open to a test is the error rate seen clearly below the limit, so more verdicts alone are not expected to help.${closest(refusal, target.risk)}`,
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

function tooFew({ have, need }: Refusal): string {
  if (need === null)
    return `Too few verdicts to tell: ${count(have)}, and at the error rate seen so far no number would do.`;
  if (have === 0)
    return `Too few verdicts: 0 of about ${count(need)} that are needed where the search begins, if none is an error.`;
  return `Too few verdicts: ${count(have)} of about ${count(need)} that are needed at the error rate seen so far.`;
}

/** Nothing where the verdicts bound nothing. */
function closest({ best }: Refusal, limit: number): string {
  if (best === null || best.riskUpper === 1) return '';
  return ` The closest is ${thresholdText(best.threshold)}, where at most ${ofHundred(best.riskUpper, limit)} would be wrong; the limit is ${percentExact(limit)} of 100.`;
}

function unknownSelection({ naive }: Told, { audits }: Evidence): string {
  if (audits !== null) {
    return `The review rates that were declared promise about ${count(Math.round(audits.expected))} audits and ${count(audits.observed)} came: how decisions were chosen for review is not known, so nothing is certified.`;
  }
  const seen =
    naive.risk === null
      ? ''
      : ` (${percentNear(naive.risk)} % of the reviewed ones were wrong; that says nothing of the others)`;
  return `Only some decisions were reviewed and nothing says how they were chosen${seen}, so nothing is certified. Record review_probability, or declare the rate if they were drawn by chance.`;
}
