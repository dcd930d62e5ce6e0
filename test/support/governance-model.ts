import type { DomainRules } from '../../src/contracts/configuration.ts';
import { GOVERNANCE_BODIES, type GovernanceEvent } from '../../src/contracts/governance-event.ts';
import type { Authority, Policy } from '../../src/contracts/policy.ts';
import type { ProposalContent } from '../../src/contracts/proposal.ts';
import {
  actingSince,
  authorityIn,
  type Held,
  lastWidening,
  type Paper,
  sameReach,
  seats,
  sha256,
  time,
  withinPlan,
} from './governance-history.ts';
import type { Witnessed } from './governance-life.ts';
import { letsMore, lowest, rungAt } from './governance-sampling.ts';
import { coverageOf } from './governance-wishes.ts';

/**
 * Every rule that the events of a life break, with the event's place; empty where they break none. By the words of
 * docs/rules.md, from the events alone, with code of its own.
 */
export function breaches(witnessed: readonly Witnessed[], rules: DomainRules): string[] {
  const papers = new Map<string, Paper>();
  const histories = new Map<string, Held[]>();
  const plans = new Map<string, string>();
  const floors = new Map<string, string>();
  const alarms = new Map<string, { domain: string; isOpen: boolean }>();
  const broken: string[] = [];
  const quorum = typeof rules.quorum === 'number' ? { lead: 0, board: rules.quorum } : rules.quorum;

  for (const [place, { event: raw, actor, standing }] of witnessed.entries()) {
    const event = understand(raw);
    const at = time(event.at);
    const must = (holds: boolean, rule: string): void => {
      if (!holds) broken.push(`${place} ${event.type} ${event.subject}: ${rule}`);
    };
    const may = (domain: string, ...roles: string[]): boolean =>
      (actor.domains === null || actor.domains.includes(domain)) &&
      actor.roles.some((role) => roles.includes(role));
    const isPerson = actor.kind === 'person';
    const history = (domain: string): Held[] => {
      const known = histories.get(domain) ?? [];
      histories.set(domain, known);
      return known;
    };
    const heldIn = (domain: string, when = at): Policy | null => {
      const newest = history(domain).at(-1);
      return newest !== undefined && newest.until > when ? newest.policy : null;
    };
    const follow = (policy: Policy): void => {
      const past = history(policy.domain);
      const newest = past.at(-1);
      must(policy.version === (newest?.policy.version ?? 0) + 1, 'G11 versions follow one by one');
      must(time(policy.validFrom) === at, 'a policy holds from when it is said');
      if (newest !== undefined) newest.until = Math.min(newest.until, at);
      past.push({ policy, cause: event.type, until: time(policy.expiresAt) });
    };
    const calm = (domain: string): void => {
      must(!floors.has(domain), 'G22 nothing for a floor');
      must(![...alarms.values()].some((one) => one.isOpen && one.domain === domain), 'G24 no open alarm');
    };
    const certified = (authority: Authority): void => {
      const from = lowest(authority);
      if (from === null) return;
      must(standing !== null && standing.model === authority.model, 'G6 of the model that acts');
      must(standing?.refusal === null && (standing.certifiedThreshold ?? 2) <= from, 'G6 certified now');
      const most = standing?.certifiedAmount ?? Infinity;
      must((authority.maxAmount ?? Infinity) <= most, 'G6 amounts certified now');
      const left = standing?.excluded ?? [];
      must(
        left.every(({ value }) => authority.excluded.some((one) => one.value === value)),
        'G6 slices',
      );
      must(
        (rules.alwaysReview ?? []).every((one) => authority.alwaysReview.includes(one)),
        'G7 triggers',
      );
      must((authority.maxAmount ?? Infinity) <= (rules.maxAmount ?? Infinity), 'G7 amounts');
      for (const rung of [authority.autonomous, authority.onTheLoop])
        must(rung === null || rung.auditRate >= rules.minAuditRate, 'G7 audit rates');
    };
    const widening = (policy: Policy): void => {
      const held = heldIn(policy.domain);
      must(time(policy.expiresAt) - at <= rules.expiresAfter && time(policy.expiresAt) > at, 'G17 it ends');
      certified(policy);
      calm(policy.domain);
      const from = policy.autonomous?.threshold;
      if (from !== undefined && rungAt(held, from, policy.model) < 2)
        must(
          at - actingSince(history(policy.domain), at, from, policy.model) >= rules.cooldown,
          'G8 watched',
        );
      if (!letsMore(policy, held)) return;
      const last = lastWidening(history(policy.domain));
      must(last === null || at - last >= rules.cooldown, 'G10 cooldown');
    };
    const written = (content: ProposalContent, digest: string, domain: string): void => {
      must(digest === sha256(content), 'a digest is of the content');
      must(content.authority.domain === domain, 'a proposal stays in its domain');
      must((content.kind === 'standing-plan') === (content.plan !== null), 'limits are of a plan');
      must(content.quorum.lead >= quorum.lead && content.quorum.board >= quorum.board, 'G15 quorum asked');
      asked(content);
    };
    const asked = (content: ProposalContent): void => {
      const { authority, evidence, replaces, kind } = content;
      calm(authority.domain);
      if (kind === 'standing-plan') return;
      certified(authority);
      const held = heldIn(authority.domain);
      const newest = history(authority.domain).at(-1)?.policy.version ?? 0;
      must(replaces.version === newest, 'G11 follows the newest');
      must(sameReach(replaces.authority, held), 'G11 says what is held');
      const before = held === null || lowest(held) === null ? 0 : evidence.currentCoverage;
      must(evidence.coverage - before <= rules.maxStep + 1e-9, 'G9 one step');
      if (held !== null && !letsMore(authority, held)) {
        must(time(evidence.asOf) > time(held.validFrom), 'G18 newer evidence');
        must(evidence.certificate !== held.certificate, 'G18 another certificate');
      } else must(kind !== 'renewal', 'G18 a renewal gives no more');
    };
    const carried = (paper: Paper): string[] => {
      const yes = paper.votes.filter(({ choice }) => choice === 'approve');
      const names = yes.map(({ by }) => by);
      must(new Set(names).size === names.length, 'G13 one vote each');
      must(!names.some((name) => paper.writers.has(name)), 'G12 no own approval');
      must(
        yes.every((vote) => vote.digest === paper.digest),
        'G14 on that digest',
      );
      must(
        yes.every((vote) => time(vote.at) < paper.writtenAt + rules.proposalExpiresAfter),
        'G16 in time',
      );
      must(seats(yes, paper.content.quorum) && seats(yes, quorum), 'G15 quorum');
      return names;
    };

    switch (event.type) {
      case 'proposal.opened': {
        const { domain, content, digest, author } = event.body.proposal;
        must(!isPerson || may(domain, 'lead'), 'G1 who proposes');
        written(content, digest, domain);
        const writers = new Set([author, actor.name]);
        papers.set(event.subject, { domain, content, digest, writers, writtenAt: at, votes: [] });
        break;
      }
      case 'proposal.edited': {
        const paper = papers.get(event.subject) as Paper;
        const { content, digest } = event.body;
        must(isPerson && may(paper.domain, 'lead'), 'G2 who edits');
        must(at < paper.writtenAt + rules.proposalExpiresAfter, 'G16 edited in time');
        must(content.kind === paper.content.kind, 'a proposal stays of its kind');
        written(content, digest, paper.domain);
        paper.writers.add(actor.name);
        Object.assign(paper, { content, digest, writtenAt: at, votes: [] });
        break;
      }
      case 'proposal.voted': {
        const paper = papers.get(event.subject) as Paper;
        must(isPerson && may(paper.domain, 'lead', 'board'), 'G3 who votes');
        must(event.body.vote.by === actor.name, 'a vote is of who gives it');
        must(sha256(event.body.vote.roles) === sha256(actor.roles), 'roles are those of then');
        paper.votes.push(event.body.vote);
        if (event.body.vote.choice === 'approve') asked(paper.content);
        break;
      }
      case 'proposal.withdrawn': {
        const { domain, writers, content } = papers.get(event.subject) as Paper;
        const isPlan = plans.get(domain) === event.subject;
        const isOwn = [...writers][0] === actor.name || (isPerson && may(domain, 'lead'));
        const isFloor =
          event.body.reason.endsWith('became a floor') && isPerson && may(domain, 'board', 'admin');
        if (isPlan) must(!isPerson || may(domain, 'lead', 'board', 'admin'), 'G20 who ends a plan');
        else must(isOwn || isFloor, 'G4 who withdraws');
        if (isPlan && content.kind === 'standing-plan') plans.delete(domain);
        break;
      }
      case 'proposal.expired':
        for (const [domain, id] of plans) if (id === event.subject) plans.delete(domain);
        break;
      case 'proposal.activated': {
        const paper = papers.get(event.subject) as Paper;
        const { policy, digest } = event.body;
        must(!isPerson || may(paper.domain, 'lead', 'board', 'admin'), 'G5 who activates');
        must(digest === paper.digest, 'what was voted on comes into force');
        must(at < paper.writtenAt + rules.proposalExpiresAfter, 'G16 activated in time');
        const names = carried(paper);
        asked(paper.content);
        if (policy === null) {
          plans.set(paper.domain, event.subject);
          break;
        }
        must(sha256(authorityIn(policy)) === sha256(paper.content.authority), 'as it was approved');
        must(sha256(policy.approvedBy) === sha256(names), 'by those who approved');
        widening(policy);
        follow(policy);
        break;
      }
      case 'plan.stepped': {
        const { policy, plan: id, coverage } = event.body;
        const paper = papers.get(id) as Paper;
        const held = heldIn(policy.domain);
        must(plans.get(policy.domain) === id, 'G21 a plan in force');
        must(sha256(policy.approvedBy) === sha256(carried(paper)), 'by those who approved the plan');
        for (const [holds, rule] of withinPlan(policy, coverage, at, paper.content)) must(holds, rule);
        must(letsMore(policy, held), 'G21 it widens');
        const newest = history(policy.domain).at(-1);
        if (newest?.cause === 'policy.narrowed' && held !== null && lowest(held) !== null)
          must(at - time(held.validFrom) >= rules.cooldown, 'G21 waits after a narrowing');
        must(coverage - (held === null ? 0 : coverageOf(held)) <= rules.maxStep + 1e-9, 'G9 one step');
        widening(policy);
        follow(policy);
        break;
      }
      case 'policy.narrowed':
      case 'policy.demoted':
      case 'policy.revoked': {
        const { policy } = event.body;
        const held = heldIn(policy.domain);
        must(!isPerson || may(policy.domain, 'lead', 'board', 'admin'), 'G20 who takes back');
        must(held !== null && !letsMore(policy, held), 'G19 a narrowing only narrows');
        must(policy.expiresAt === held?.expiresAt, 'G17 a narrowing keeps its end');
        if (lowest(policy) === null) plans.delete(policy.domain);
        else must(event.type === 'policy.narrowed', 'what is revoked leaves nothing');
        follow(policy);
        break;
      }
      case 'policy.expired': {
        const newest = history(event.subject).at(-1);
        must(newest !== undefined && newest.until <= at, 'expired is what is over');
        break;
      }
      case 'floor.set':
        must(isPerson && may(event.subject, 'lead', 'board', 'admin'), 'G23 who sets a floor');
        must(!floors.has(event.subject), 'G23 no floor over another');
        must(lowest(heldIn(event.subject)) === null, 'G23 nothing is held in a floor');
        floors.set(event.subject, actor.name);
        plans.delete(event.subject);
        break;
      case 'floor.lifted':
        must(isPerson && may(event.subject, 'board'), 'G23 who lifts a floor');
        must(floors.get(event.subject) !== actor.name, 'G23 not who set it');
        floors.delete(event.subject);
        break;
      case 'alarm.raised':
        must(!alarms.has(event.body.alarm.id), 'an alarm is raised once');
        alarms.set(event.body.alarm.id, { domain: event.subject, isOpen: true });
        break;
      case 'alarm.reviewed':
        must(isPerson && may(event.subject, 'lead', 'board'), 'G25 who reviews');
        alarms.set(event.body.id, { domain: event.subject, isOpen: false });
        break;
    }
  }
  return broken;
}

function understand({ type, at, actor, subject, body }: Witnessed['event']): GovernanceEvent {
  const schema = GOVERNANCE_BODIES[type as keyof typeof GOVERNANCE_BODIES];
  return { type, at, actor, subject, body: schema.parse(body) } as GovernanceEvent;
}
