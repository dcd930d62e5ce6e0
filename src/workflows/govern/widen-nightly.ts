import { actsFrom } from '../../contracts/authority-level.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { NightlyStep } from '../../contracts/nightly.ts';
import type { Authority } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { activate, stepByPlan } from '../../governance/decide/activate.ts';
import type { DecidingOnEvidence } from '../../governance/decide/deciding.ts';
import { openProposal } from '../../governance/decide/proposals.ts';
import { activationObjections } from '../../governance/decide/widening.ts';
import { activePolicy, pendingProposals, standingPlan } from '../../governance/look-up.ts';
import { nextAuthority } from '../../governance/next-authority.ts';
import { standingOf } from '../../governance/standing.ts';
import { contentFor } from './content-for.ts';
import type { Governing } from './governing.ts';
import { type Judged, packOf } from './judge-domain.ts';

/** A part of what a nightly run does: events, the packs that they name, and words. */
export interface NightlyPart {
  readonly events: readonly LedgerEvent[];
  readonly packs: readonly { readonly digest: string; readonly text: string }[];
  readonly steps: readonly NightlyStep[];
}

const NOTHING: NightlyPart = { events: [], packs: [], steps: [] };

/** Share of its time that an authority still has when its renewal is proposed. */
const RENEW_AT = 0.25;

/** Puts into force what people have approved and every rule still allows; what a rule stops waits on. */
export function activateApproved(proposal: Proposal, deciding: DecidingOnEvidence): NightlyPart {
  const event = unlessStopped(() => activate(proposal, deciding));
  if (event === null) return NOTHING;
  const { domain, id, content } = proposal;
  const from = actsFrom(content.replaces.authority ?? { autonomous: null, onTheLoop: null });
  const to = content.kind === 'standing-plan' ? null : actsFrom(content.authority);
  const sentence = `${id} is in force`;
  return {
    events: [event],
    packs: [],
    steps: [{ did: 'activated', domain, subject: id, from, to, sentence }],
  };
}

/** Widens a domain by its standing plan, or proposes what may widen, or its renewal; nothing where a rule stands against it. */
export function widen(judged: Judged, governing: Governing, deciding: DecidingOnEvidence): NightlyPart {
  const { recommendation } = judged;
  const { domain } = recommendation;
  const { governance, rules, now } = deciding;
  const on = { ...deciding, standing: standingOf(recommendation, judged.asOf) };
  const next = nextAuthority(recommendation, governance, rules, now);
  const plan = standingPlan(governance, domain);
  if (next !== null && plan !== null) {
    const stepped = stepFor(judged, next, plan.id, governing, on);
    if (stepped !== null) return stepped;
  }
  if (pendingProposals(governance, domain).some(({ content }) => content.kind !== 'standing-plan'))
    return NOTHING;
  if (next !== null && activationObjections(next, on).every((one) => one === null))
    return proposed('promotion', judged, governing, on);
  return isDueForRenewal(governance, domain, rules, now)
    ? proposed('renewal', judged, governing, on)
    : NOTHING;
}

function stepFor(
  judged: Judged,
  authority: Authority,
  plan: string,
  governing: Governing,
  deciding: DecidingOnEvidence,
): NightlyPart | null {
  const { domain, certificate, proposed: reach, current } = judged.recommendation;
  if (certificate === null || reach === null) return null;
  const pack = packOf(judged, governing);
  const step = { authority, certificate: certificate.id, coverage: reach.coverage, pack: pack.digest };
  const event = unlessStopped(() => stepByPlan({ ...step, currentCoverage: current.coverage }, deciding));
  if (event === null) return null;
  const [from, to] = [current.threshold, actsFrom(authority)];
  const sentence = `${domain} was widened by its standing plan ${plan}`;
  return {
    events: [event],
    packs: [pack],
    steps: [{ did: 'stepped', domain, subject: plan, from, to, sentence }],
  };
}

function proposed(
  kind: 'promotion' | 'renewal',
  judged: Judged,
  governing: Governing,
  deciding: DecidingOnEvidence,
): NightlyPart {
  const pack = packOf(judged, governing);
  const { domain, current, reasons } = judged.recommendation;
  const rationale = `Proposed by the scheduled run. ${reasons.join(' ')}`.slice(0, 4000);
  const wish = { kind, rationale, plan: null };
  const event = unlessStopped(() =>
    openProposal(contentFor(judged, wish, pack.digest, deciding.governance, governing), deciding),
  );
  if (event === null) return NOTHING;
  const to = kind === 'renewal' ? current.threshold : (judged.recommendation.proposed?.threshold ?? null);
  const step = {
    did: kind === 'renewal' ? 'renewal-proposed' : 'proposed',
    ...{ domain, subject: event.subject, from: current.threshold, to },
    sentence: `${event.subject} asks for ${kind === 'renewal' ? `the renewal of ${domain}` : `more authority in ${domain}`}`,
  } as const;
  return { events: [event], packs: [pack], steps: [step] };
}

function isDueForRenewal(governance: Governance, domain: string, rules: DomainRules, now: string): boolean {
  const held = activePolicy(governance, domain, now)?.policy;
  if (held === undefined || actsFrom(held) === null) return false;
  return Date.parse(held.expiresAt) - Date.parse(now) <= rules.expiresAfter * RENEW_AT;
}

/** What a rule forbids does not happen, and that is no fault of a run; anything else is. */
function unlessStopped(decide: () => LedgerEvent): LedgerEvent | null {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Problem && (error.code === 'not-allowed' || error.code === 'usage')) return null;
    throw error;
  }
}
