import type { AmountStep } from '../contracts/amount-step.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { amountText, percentNear, reachText } from '../contracts/figures.ts';
import type { Reach } from '../contracts/recommendation.ts';
import { searchAmounts } from './amount-steps.ts';
import { type Draft, type RecommendOptions, recommend } from './recommend.ts';
import { targetOf } from './target.ts';

/** A recommendation, and the evidence that it rests on. */
export interface AmountDraft {
  readonly draft: Draft;
  readonly evidence: Evidence;
}

/**
 * The recommendation for a domain with amount steps: of the pairs of an amount and a threshold that are certified, the
 * one that lets most decisions through; the lowest threshold of each other step as an option. All of them hold together,
 * so the choice costs nothing. Where none is certified, the step that is expected to be there first says why.
 *
 * @param steps at least one, the smallest amount first
 */
export function recommendAmounts(steps: readonly AmountStep[], options: RecommendOptions): AmountDraft {
  const [first] = steps;
  if (first === undefined) throw new RangeError('recommendAmounts requires at least one step');
  // Whose selection is known is the same for all steps: they differ only in what the AI may take.
  if (first.evidence.selection === 'unknown')
    return { draft: recommend(first.evidence, options), evidence: first.evidence };
  const tested = searchAmounts(steps, targetOf(options.rules), options.firstLook);
  const drafts = tested.map(({ maxAmount, delta, evidence }) => ({
    ...{ maxAmount, evidence },
    draft: recommend(evidence, { ...options, amount: { maxAmount, delta } }),
  }));
  const amountOptions = drafts.flatMap(({ draft }) => (draft.certified === null ? [] : [draft.certified]));
  const chosen = drafts.reduce((best, one) => (isBetter(one.draft, best.draft) ? one : best));
  const told =
    chosen.draft.certified === null
      ? triedSentence(steps, chosen.maxAmount)
      : otherSentences(amountOptions, chosen.draft.certified);
  const draft = { ...chosen.draft, amountOptions, reasons: [...chosen.draft.reasons, ...told] };
  return { draft, evidence: chosen.evidence };
}

/** More coverage is better; where nothing is certified, fewer days. Equals leave the smaller amount. */
function isBetter(one: Draft, best: Draft): boolean {
  const [coverage, most] = [one.certified?.coverage ?? -1, best.certified?.coverage ?? -1];
  const days = ({ next }: Draft): number => next.days ?? Number.POSITIVE_INFINITY;
  return coverage > most || (coverage === -1 && most === -1 && days(one) < days(best));
}

function triedSentence(steps: readonly AmountStep[], maxAmount: number): string[] {
  const amounts = steps.map((step) => amountText(step.maxAmount)).join(', ');
  return [
    `Amounts are tried step by step (up to ${amounts}); what is said here is of decisions up to ${amountText(maxAmount)}.`,
  ];
}

function otherSentences(amountOptions: readonly Reach[], certified: Reach): string[] {
  const others = amountOptions.filter((one) => one !== certified);
  const told = others.map(
    ({ threshold, coverage, maxAmount }) =>
      `${reachText(threshold, maxAmount)} (${percentNear(coverage)} % of the decisions)`,
  );
  return told.length === 0 ? [] : [`Also certified: ${told.join('; ')}.`];
}
