import { actsFrom } from '../contracts/authority-level.ts';
import type { Alarm, Governance, PolicyEnd, PolicyRecord } from '../contracts/governance.ts';
import { GOVERNANCE_BODIES, type GovernanceEvent, isGovernance } from '../contracts/governance-event.ts';
import type { LedgerEvent } from '../contracts/ledger.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Proposal } from '../contracts/proposal.ts';
import { type ProposalEvent, transition } from './transition.ts';

export const NO_GOVERNANCE: Governance = { proposals: [], policies: [], floors: [], alarms: [] };

/** What the events of a ledger, in their order, come to. Events that only tell are passed over. */
export function governanceOf(events: Iterable<LedgerEvent>): Governance {
  let governance = NO_GOVERNANCE;
  for (const event of events) {
    const understood = understoodEvent(event);
    if (understood !== null) governance = evolve(governance, understood);
  }
  return governance;
}

/**
 * An event of governance with its body understood; null for one that only tells.
 *
 * @throws ZodError where the body is not what an event of its type says
 */
export function understoodEvent(event: LedgerEvent): GovernanceEvent | null {
  const { type, at, actor, subject } = event;
  if (!isGovernance(type)) return null;
  const body: unknown = GOVERNANCE_BODIES[type].parse(event.body);
  return { type, at, actor, subject, body } as GovernanceEvent;
}

/** Governance after one event more. */
export function evolve(governance: Governance, event: GovernanceEvent): Governance {
  const { at, actor, subject } = event;
  const onProposal = (change: ProposalEvent): Governance => ({
    ...governance,
    proposals: governance.proposals.map((one) => (one.id === subject ? transition(one, change) : one)),
  });
  switch (event.type) {
    case 'proposal.opened':
      return { ...governance, proposals: [...governance.proposals, event.body.proposal] };
    case 'proposal.edited':
      return onProposal({ type: 'edited', by: actor, ...event.body });
    case 'proposal.voted':
      return onProposal({ type: 'voted', vote: event.body.vote });
    case 'proposal.commented':
      return onProposal({ type: 'commented', comment: event.body.comment });
    case 'proposal.withdrawn':
      return onProposal({ type: 'withdrawn', at, reason: event.body.reason });
    case 'proposal.expired':
      return onProposal({ type: 'expired', at, reason: event.body.reason });
    case 'proposal.activated':
      return activated(governance, at, subject, event.body.policy);
    case 'plan.stepped':
      return withPolicy(
        governance,
        at,
        { policy: event.body.policy, proposal: null, plan: event.body.plan },
        {
          by: 'superseded',
          reason: `a step of the standing plan ${event.body.plan}`,
        },
      );
    case 'policy.narrowed':
    case 'policy.demoted':
    case 'policy.revoked': {
      const { policy, reason } = event.body;
      const by =
        event.type === 'policy.narrowed'
          ? 'narrowed'
          : event.type === 'policy.demoted'
            ? 'demoted'
            : 'revoked';
      const after = withPolicy(governance, at, { policy, proposal: null, plan: null }, { by, reason });
      if (by !== 'narrowed') return endPlans(after, policy.domain, by, at, reason);
      return actsFrom(policy) === null ? endPlans(after, policy.domain, 'revoked', at, reason) : after;
    }
    case 'policy.expired':
      return endActive(
        governance,
        subject,
        at,
        { by: 'expired', reason: event.body.reason },
        event.body.version,
      );
    case 'floor.set':
      return {
        ...endPlans(governance, subject, 'revoked', at, `${subject} became a floor`),
        floors: [...without(governance, subject), event.body.floor],
      };
    case 'floor.lifted':
      return { ...governance, floors: without(governance, subject) };
    case 'alarm.raised':
      return { ...governance, alarms: [...governance.alarms, event.body.alarm] };
    case 'alarm.reviewed': {
      const { id, note } = event.body;
      const reviewed = (alarm: Alarm) =>
        alarm.id === id ? { ...alarm, reviewed: { by: actor, at, note } } : alarm;
      return { ...governance, alarms: governance.alarms.map(reviewed) };
    }
  }
}

interface Ending {
  readonly by: PolicyEnd;
  readonly reason: string;
}

function activated(governance: Governance, at: string, id: string, policy: Policy | null): Governance {
  const change = { type: 'activated' as const, version: policy?.version ?? null };
  const after = {
    ...governance,
    proposals: governance.proposals.map((one) => (one.id === id ? transition(one, change) : one)),
  };
  const domain = governance.proposals.find((one) => one.id === id)?.domain;
  // A domain has one standing plan: the newest.
  if (policy === null)
    return domain === undefined
      ? after
      : endPlans(after, domain, 'superseded', at, `standing plan ${id}`, id);
  return withPolicy(
    after,
    at,
    { policy, proposal: id, plan: null },
    {
      by: 'superseded',
      reason: `${id} became version ${policy.version}`,
    },
  );
}

/** A domain's next policy: it ends the one before it. */
function withPolicy(
  governance: Governance,
  at: string,
  next: Omit<PolicyRecord, 'ended'>,
  ending: Ending,
): Governance {
  const after = endActive(governance, next.policy.domain, at, ending);
  return { ...after, policies: [...after.policies, { ...next, ended: null }] };
}

function endActive(
  governance: Governance,
  domain: string,
  now: string,
  cause: Ending,
  version: number | null = null,
): Governance {
  const ended = governance.policies.find(
    ({ policy, ended }) =>
      policy.domain === domain && ended === null && (version === null || policy.version === version),
  );
  if (ended === undefined) return governance;
  const { expiresAt } = ended.policy;
  // What had run out before anything followed it was not followed without a break.
  const isOver = Date.parse(expiresAt) <= Date.parse(now);
  const at = isOver ? expiresAt : now;
  const ending: Ending = isOver ? { by: 'expired', reason: `authority ended at ${expiresAt}` } : cause;
  const type = ending.by === 'narrowed' ? 'superseded' : ending.by;
  return {
    ...governance,
    policies: governance.policies.map((one) =>
      one === ended ? { ...one, ended: { at, by: ending.by, reason: ending.reason } } : one,
    ),
    proposals: governance.proposals.map((one) =>
      one.id === ended.proposal && one.state === 'active'
        ? transition(one, { type, at, reason: ending.reason })
        : one,
    ),
  };
}

/** Ends the standing plans of a domain that are in force, but for one. */
function endPlans(
  governance: Governance,
  domain: string,
  type: 'superseded' | 'demoted' | 'revoked',
  at: string,
  reason: string,
  but: string | null = null,
): Governance {
  const isEnded = ({ id, content, state, ...one }: Proposal) =>
    one.domain === domain && content.kind === 'standing-plan' && state === 'active' && id !== but;
  return {
    ...governance,
    proposals: governance.proposals.map((one) =>
      isEnded(one) ? transition(one, { type, at, reason }) : one,
    ),
  };
}

function without({ floors }: Governance, domain: string): Governance['floors'] {
  return floors.filter((floor) => floor.domain !== domain);
}
