import { actsFrom } from '../../src/contracts/authority-level.ts';
import { amountText, percent, thresholdText } from '../../src/contracts/figures.ts';
import type { Proposal } from '../../src/contracts/proposal.ts';
import { dayText } from '../../src/reports/packet/words.ts';

/** What a proposal asks for, from today to then, on one line. */
export function asksWords({ content }: Pick<Proposal, 'content'>): string {
  const { kind, authority, replaces, evidence, plan } = content;
  const from = actsFrom(authority);
  const before = replaces.authority === null ? null : actsFrom(replaces.authority);
  const alone = percent(evidence.coverage);
  const amount = authority.maxAmount === null ? '' : `, up to ${amountText(authority.maxAmount)}`;
  if (plan !== null)
    return `Widen by itself down to ${thresholdText(plan.lowestThreshold)}, at most ${percent(plan.highestCoverage)} of decisions, until ${dayText(plan.until)}`;
  if (from === null) return 'Nothing';
  if (kind === 'renewal') return `Go on acting from ${thresholdText(from)}: ${alone} of decisions${amount}`;
  return before === null
    ? `Act from ${thresholdText(from)}: ${alone} of decisions, none today${amount}`
    : `Act from ${thresholdText(before)} → ${thresholdText(from)}: ${percent(evidence.currentCoverage)} → ${alone} of decisions${amount}`;
}
