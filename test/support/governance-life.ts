import type { Actor, Role } from '../../src/contracts/actor.ts';
import type { Governance } from '../../src/contracts/governance.ts';
import type { LedgerEvent } from '../../src/contracts/ledger.ts';
import type { Authority } from '../../src/contracts/policy.ts';
import { Problem } from '../../src/contracts/problem.ts';
import type { Proposal } from '../../src/contracts/proposal.ts';
import { DAY_MS } from '../../src/contracts/time.ts';
import { activate, stepByPlan } from '../../src/governance/decide/activate.ts';
import { raiseAlarm, reviewAlarm } from '../../src/governance/decide/alarms.ts';
import { expireDue } from '../../src/governance/decide/expire.ts';
import { liftFloor, setFloor } from '../../src/governance/decide/floors.ts';
import {
  type Ballot,
  comment,
  editProposal,
  openProposal,
  vote,
  withdraw,
} from '../../src/governance/decide/proposals.ts';
import { narrow, putInTheLoop } from '../../src/governance/decide/take-back.ts';
import { evolve, NO_GOVERNANCE, understoodEvent } from '../../src/governance/governance-of.ts';
import { activePolicy } from '../../src/governance/look-up.ts';
import type { Objection } from '../../src/governance/objection.ts';
import type { Standing } from '../../src/governance/standing.ts';
import { day, hash, MODEL, RULES } from './governance.ts';
import { coverageOf, someAuthority, someContent, someStanding, somethingLess } from './governance-wishes.ts';
import type { Random } from './random.ts';

/** An event with who caused it and what the evidence said then. */
export interface Witnessed {
  readonly event: LedgerEvent;
  readonly actor: Actor;
  readonly standing: Standing | null;
}

/** What came of a life: its events, and how often each rule refused something. */
export interface Life {
  readonly witnessed: readonly Witnessed[];
  readonly governance: Governance;
  readonly refusals: ReadonlyMap<string, number>;
}

const DOMAINS = ['refunds', 'billing/address.change'] as const;

/** Short times, so that much happens in few days. */
export const LIFE_RULES = {
  ...RULES,
  ...{ cooldown: 6 * DAY_MS, expiresAfter: 25 * DAY_MS, proposalExpiresAfter: 8 * DAY_MS },
};

const ROLES: Readonly<Record<string, readonly Role[]>> = {
  Ada: ['lead'],
  Lin: ['lead'],
  Lee: ['lead', 'board'],
  Bea: ['board'],
  Bo: ['board', 'viewer'],
  Max: ['admin'],
  Vic: ['viewer'],
};
const NAMES = Object.keys(ROLES);
const ANY_ROLE: readonly Role[] = ['viewer', 'ingest', 'lead', 'board', 'admin'];
const JOB: Actor = { name: 'nightly', kind: 'job', roles: ['board'], domains: null };

interface State {
  readonly witnessed: Witnessed[];
  readonly refusals: Map<string, number>;
  governance: Governance;
  days: number;
  model: string;
}

/** Random people doing random things at random, ever later times. */
export function live(random: Random, commands: number): Life {
  const state: State = {
    witnessed: [],
    refusals: new Map(),
    governance: NO_GOVERNANCE,
    days: 0,
    model: MODEL,
  };
  for (let count = 0; count < commands; count += 1) {
    state.days += random.chance(0.05) ? 12 * random.uniform() : 1.6 * random.uniform();
    if (random.chance(0.01)) state.model = random.pick([MODEL, 'agent-2026-06']);
    const domain = random.chance(0.7) ? DOMAINS[0] : DOMAINS[1];
    random.chance(0.3) ? procession(state, random, domain) : command(state, random, domain);
  }
  return state;
}

/** What a proposal needs to come into force, where nothing comes between; often something does. */
function procession(state: State, random: Random, domain: string): void {
  clear(state, random, domain);
  attempt(state, random, somebody(random, ['Ada', 'Lin']), (on) =>
    openProposal(someContent(on, random, domain), on),
  );
  const pending = latest(state, domain);
  if (pending === undefined) return;
  for (const name of ['Lin', 'Bea', 'Lee', 'Bo', 'Ada']) {
    if (random.chance(0.08)) interfere(state, random, domain, pending);
    const proposal = again(state, pending);
    if (proposal?.state !== 'open' || random.chance(0.05)) break;
    attempt(state, random, somebody(random, [name]), (on) => vote(proposal, ballotOn(proposal, random), on));
  }
  if (random.chance(0.1)) interfere(state, random, domain, pending);
  state.days += random.chance(0.1) ? 9 * random.uniform() : random.uniform();
  const proposal = again(state, pending);
  if (proposal !== undefined)
    attempt(state, random, somebody(random, ['Bea', 'Max']), (on) => activate(proposal, on));
}

/** Something that comes between the votes, or between them and what they were for. */
function interfere(state: State, random: Random, domain: string, pending: Proposal): void {
  const proposal = again(state, pending);
  if (random.chance(0.3) || proposal === undefined) {
    command(state, random, domain);
    return;
  }
  const { content } = proposal;
  // Often the same once more: with the votes on it, it would be enough.
  const next = (on: On) => (random.chance(0.6) ? content : someContent(on, random, domain, content.kind));
  attempt(state, random, somebody(random, ['Ada', 'Lin', 'Lee']), (on) =>
    editProposal(proposal, next(on), on),
  );
}

/** Looks at what stands in the way, so that more than the first weeks of a life is about promotions. */
function clear(state: State, random: Random, domain: string): void {
  const { floors, alarms } = state.governance;
  if (random.chance(0.15)) return;
  if (floors.some((one) => one.domain === domain))
    attempt(state, random, somebody(random, ['Bea', 'Bo']), (on) => liftFloor(domain, 'the law changed', on));
  for (const { id } of alarms.filter((one) => one.domain === domain && one.reviewed === null))
    attempt(state, random, somebody(random, ['Bea', 'Lin']), (on) => reviewAlarm(id, 'seen', on));
}

function command(state: State, random: Random, domain: string): void {
  const actor = random.chance(0.12) ? JOB : somebody(random, NAMES);
  const proposals = state.governance.proposals.filter((one) => one.domain === domain);
  const proposal = random.chance(0.85) ? proposals.at(-1) : proposals.at(random.below(9) - 9);
  const floor = { domain, reason: 'the law', owner: 'Legal', legalSource: null };
  const id = `drifted:${domain}:${random.below(12)}`;
  const alarm = state.governance.alarms.findLast((one) => one.domain === domain && one.reviewed === null);
  const wishes: readonly (readonly [number, (on: On) => LedgerEvent | LedgerEvent[]])[] = [
    [8, (on) => openProposal(someContent(on, random, domain), on)],
    [1, (on) => setFloor(floor, on)],
    [5, (on) => liftFloor(domain, 'the law changed', on)],
    [2, (on) => raiseAlarm({ id, domain, reason: 'drifted', sentence: '' }, on)],
    [8, (on) => reviewAlarm(alarm?.id ?? id, 'seen', on)],
    [9, (on) => narrow(somethingLess(on, random, domain), 'harm', on)],
    [2, (on) => putInTheLoop(domain, random.pick(['demoted', 'revoked']), 'harm', on)],
    [5, (on) => expireDue(on)],
    [26, (on) => stepByPlan(someStep(on, random, domain), on)],
  ];
  const onProposal: typeof wishes =
    proposal === undefined
      ? []
      : [
          [14, (on) => editProposal(proposal, someContent(on, random, domain, proposal.content.kind), on)],
          [20, (on) => vote(proposal, ballotOn(proposal, random), on)],
          [2, (on) => comment(proposal, 'Why now?', on)],
          [3, (on) => withdraw(proposal, 'no', on)],
          [12, (on) => activate(proposal, on)],
        ];
  let left = random.below([...wishes, ...onProposal].reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, wish] of [...wishes, ...onProposal]) {
    left -= weight;
    if (left >= 0) continue;
    attempt(state, random, actor, wish);
    break;
  }
}

export type On = ReturnType<typeof deciding>;

function deciding(state: State, random: Random, actor: Actor) {
  const { governance, days, model } = state;
  return {
    governance,
    now: day(days),
    actor,
    rules: LIFE_RULES,
    standing: someStanding(random, day(days), model),
    model,
  };
}

function attempt(
  state: State,
  random: Random,
  actor: Actor,
  wish: (on: On) => LedgerEvent | LedgerEvent[],
): void {
  const on = deciding(state, random, actor);
  try {
    for (const event of [wish(on)].flat()) {
      state.witnessed.push({ event, actor, standing: on.standing });
      const understood = understoodEvent(event);
      if (understood !== null) state.governance = evolve(state.governance, understood);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const objections = (error.details['objections'] ?? []) as readonly Objection[];
    for (const { rule } of objections) state.refusals.set(rule, (state.refusals.get(rule) ?? 0) + 1);
  }
}

function somebody(random: Random, names: readonly string[]): Actor {
  const name = random.pick(names);
  const roles = random.chance(0.06) ? [random.pick(ANY_ROLE)] : [...(ROLES[name] ?? [])];
  const domains = random.chance(0.03) ? [random.pick(DOMAINS)] : null;
  return { name, kind: 'person', roles, domains };
}

function latest({ governance }: State, domain: string): Proposal | undefined {
  return governance.proposals.findLast((one) => one.domain === domain);
}

function again({ governance }: State, { id }: Proposal): Proposal | undefined {
  return governance.proposals.find((one) => one.id === id);
}

function ballotOn(proposal: Proposal, random: Random): Ballot {
  const choice = random.chance(0.9) ? 'approve' : random.pick(['reject', 'request-changes'] as const);
  const digest = random.chance(0.95) ? proposal.digest : hash('what another revision said');
  return { choice, digest, conditions: [], comment: '' };
}

function someStep(on: On, random: Random, domain: string) {
  const authority: Authority = someAuthority(on, random, domain);
  const held = activePolicy(on.governance, domain, on.now)?.policy ?? null;
  const [coverage, currentCoverage] = [coverageOf(authority), held === null ? 0 : coverageOf(held)];
  const isWrong = random.chance(0.03);
  const certificate = on.standing?.certificate ?? hash('none');
  return { authority, certificate, coverage: isWrong ? Number.NaN : coverage, currentCoverage, pack: null };
}
