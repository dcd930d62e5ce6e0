import { amountText } from '../../contracts/figures.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, limitPercent, visible } from '../figures.ts';

const ITEM_10 = '10. What takes authority back by itself';

/** Item 10: what ends or narrows the authority, and how soon. */
export function guardrailsSection({ proposal, evidence }: Packet): DocumentSection {
  const { authority, evidence: stated } = proposal.content;
  const { rules } = evidence;
  const after =
    rules.onDrift === 'narrow'
      ? 'The threshold rises to what the decisions since then prove, or a person decides everything again.'
      : 'A person decides everything again until the alarm is reviewed and the record proves more.';
  return {
    title: ITEM_10,
    reading: [
      'The scheduled run (leeway run) looks each time that it runs; nightly, it finds what follows within a day. Where it does not run, nothing but the end of its time ends an authority by itself.',
    ],
    points: [
      `Errors: the audited decisions are watched for an error rate over ${limitPercent(stated.riskLimit)}. ${after}`,
      `The record no longer proves it: where the threshold in force is not certified any more, it is raised to one that is, or authority ends.`,
      ...(rules.onAnchoring === undefined
        ? []
        : [
            'Reviewers: where they change clearly more answers blind than in sight of the AI’s, a person decides everything again.',
          ]),
      `Another AI: the authority is that of ${visible(authority.model)} alone. A new value of the model, which any change of weights, prompt or tools should be, has none.`,
      `Time: ${count(rules.expiresAfterDays)} days after it takes effect. Evidence older than that counts as stale.`,
      `Missing verdicts: a decision that was due for review and has none after ${count(rules.maturityDays)} days counts as wrong.`,
      authority.maxAmount === null
        ? 'Amounts: no limit is set here.'
        : `Amounts: a decision over ${amountText(authority.maxAmount)} never was the AI’s to take.`,
      'People: a lead, a member of the board or an administrator revokes or narrows at once, alone, without a quorum (leeway revoke, leeway narrow).',
    ],
    chart: null,
    table: null,
  };
}
