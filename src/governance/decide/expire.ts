import type { LedgerEvent } from '../../contracts/ledger.ts';
import { type Deciding, eventOf } from './deciding.ts';

/** What has run out of time and nobody has said so yet: proposals, standing plans and policies. */
export function expireDue(deciding: Deciding): LedgerEvent[] {
  const { governance, now } = deciding;
  const isOver = (time: string): boolean => Date.parse(time) <= Date.parse(now);
  const proposals = governance.proposals.flatMap(({ id, state, expiresAt, content }) => {
    const isPending = state === 'open' || state === 'changes-requested' || state === 'approved';
    const until = content.plan?.until;
    if (isPending && isOver(expiresAt))
      return [
        eventOf(deciding, 'proposal.expired', id, {
          reason: `neither decided nor activated by ${expiresAt}`,
        }),
      ];
    return state === 'active' && until !== undefined && isOver(until)
      ? [eventOf(deciding, 'proposal.expired', id, { reason: `the standing plan ended at ${until}` })]
      : [];
  });
  const policies = governance.policies
    .filter(({ policy, ended }) => ended === null && isOver(policy.expiresAt))
    .map(({ policy: { domain, version, expiresAt } }) =>
      eventOf(deciding, 'policy.expired', domain, { version, reason: `authority ended at ${expiresAt}` }),
    );
  return [...proposals, ...policies];
}
