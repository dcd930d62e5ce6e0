import { openProposal } from '../../src/governance/decide/proposals.ts';
import {
  ADA,
  APPROVED,
  AUTHORITY,
  activated,
  approved,
  BEA,
  content,
  day,
  evidence,
  HELD,
  hash,
  JOB,
  now,
  OPEN,
  PLANNED,
  standingAt,
  stepped,
  withThreshold,
} from './governance.ts';
import {
  AUTONOMOUS,
  activateIn,
  approve,
  autonomousFrom,
  by,
  CLIMBED,
  demoted,
  EXPIRED,
  ends,
  narrowed,
  open,
  PLAN,
  type RuleCase,
  renewal,
  ruled,
  standing,
  stepIn,
  widened,
} from './rule-attempts.ts';

/** What the rules let pass. */
export const ACCEPTED: readonly RuleCase[] = [
  {
    rule: 'G6',
    title: 'exactly what the evidence certifies',
    attempt: () => open({ authority: withThreshold(0.9) }),
  },
  {
    rule: 'G7',
    title: 'one trigger more than configured',
    attempt: () => open({ authority: withThreshold(0.93, { alwaysReview: ['regulatory', 'fraud'] }) }),
  },
  {
    rule: 'G7',
    title: 'an audit rate at its limit',
    attempt: () =>
      open({ authority: withThreshold(0.93, { onTheLoop: { threshold: 0.93, auditRate: 0.02 } }) }),
  },
  {
    rule: 'G8',
    title: 'autonomous after a cooldown on the loop',
    attempt: () => activateIn({ ...approved(now(HELD, ADA, 14), { authority: AUTONOMOUS }), actor: JOB }),
  },
  {
    rule: 'G8',
    title: 'the loop widened below what is autonomous',
    attempt: () =>
      activateIn({ ...approved(CLIMBED, { authority: { ...AUTONOMOUS, ...widened(0.92) } }), actor: JOB }),
  },
  {
    rule: 'G9',
    title: 'a step of exactly maxStep',
    attempt: () => open({ evidence: evidence(HELD.standing, 0.1, 0.25) }),
  },
  {
    rule: 'G10',
    title: 'a widening a cooldown after the last',
    attempt: () => activateIn({ ...approved(now(HELD, ADA, 14)), actor: JOB }),
  },
  {
    rule: 'G10',
    title: 'a renewal within the cooldown',
    attempt: () =>
      activateIn({ ...approved(now(HELD, ADA, 5), { kind: 'renewal', authority: AUTHORITY }), actor: JOB }),
  },
  { rule: 'G11', title: 'a proposal that follows the newest', attempt: () => open() },
  {
    rule: 'G11',
    title: 'after expiry a proposal that replaces nothing',
    attempt: () => open({}, EXPIRED),
  },
  { rule: 'G16', title: 'a vote just before the end', attempt: () => approve(now(OPEN, BEA, 49.99)) },
  {
    rule: 'G16',
    title: 'an activation just before the end',
    attempt: () => activateIn(now(APPROVED, JOB, 49.99)),
  },
  { rule: 'G17', title: 'authority of exactly expiresAfter', attempt: () => ends(90) },
  { rule: 'G18', title: 'a renewal on newer evidence', attempt: () => renewal(HELD) },
];

/** What they stop: each differs from what passes in one thing. */
export const REJECTED: readonly RuleCase[] = [
  { rule: 'G6', title: 'below what is certified', attempt: () => open({ authority: withThreshold(0.89) }) },
  {
    rule: 'G6',
    title: 'no evidence',
    attempt: () => openProposal(content(HELD), { ...HELD, standing: null }),
  },
  {
    rule: 'G6',
    title: 'nothing certified',
    attempt: () => open({}, standing(HELD, { certifiedThreshold: null, refusal: 'insufficient_verdicts' })),
  },
  {
    rule: 'G6',
    title: 'a refusal beside what was certified',
    attempt: () => open({}, standing(HELD, { refusal: 'drifted' })),
  },
  {
    rule: 'G6',
    title: 'another model acts',
    attempt: () => open({}, standing(HELD, { model: 'agent-2026-06' })),
  },
  { rule: 'G6', title: 'a larger amount', attempt: () => open({}, standing(HELD, { certifiedAmount: 200 })) },
  {
    rule: 'G6',
    title: 'a slice without which it was certified',
    attempt: () => open({ authority: withThreshold(0.93, { excluded: [] }) }),
  },
  {
    rule: 'G6',
    title: 'approval when the evidence moved',
    attempt: () => approve(standing(by(OPEN, BEA), { certifiedThreshold: 0.94 })),
  },
  {
    rule: 'G6',
    title: 'activation when the evidence moved',
    attempt: () => activateIn(standing(by(APPROVED, JOB), { certifiedThreshold: 0.94 })),
  },
  {
    rule: 'G6',
    title: 'a step when the evidence moved',
    attempt: () => stepIn({}, standing(PLANNED, { certifiedThreshold: 0.94 })),
  },
  {
    rule: 'G7',
    title: 'a configured trigger left out',
    attempt: () => open({ authority: withThreshold(0.93, { alwaysReview: [] }) }),
  },
  {
    rule: 'G7',
    title: 'an amount over that of the configuration',
    attempt: () => open({ authority: withThreshold(0.93) }, ruled(HELD, { maxAmount: 249 })),
  },
  {
    rule: 'G7',
    title: 'an amount over the last step',
    attempt: () => open({ authority: withThreshold(0.93) }, ruled(HELD, { amountSteps: [50, 200] })),
  },
  {
    rule: 'G7',
    title: 'too small an audit rate',
    attempt: () =>
      open({ authority: withThreshold(0.93, { onTheLoop: { threshold: 0.93, auditRate: 0.019 } }) }),
  },
  {
    rule: 'G8',
    title: 'autonomous where it never acted',
    attempt: () => activateIn({ ...approved(HELD, { authority: autonomousFrom(0.94) }), actor: JOB }),
  },
  {
    rule: 'G8',
    title: 'autonomous before the cooldown on the loop is over',
    also: ['G10'],
    attempt: () => activateIn({ ...approved(now(HELD, ADA, 13.9), { authority: AUTONOMOUS }), actor: JOB }),
  },
  {
    rule: 'G8',
    title: 'autonomous where the domain goes no higher than on the loop',
    attempt: () =>
      activateIn(
        ruled({ ...approved(HELD, { authority: AUTONOMOUS }), actor: JOB }, { highestLevel: 'on-the-loop' }),
      ),
  },
  {
    rule: 'G8',
    title: 'autonomous again at once after it was taken back',
    attempt: () =>
      activateIn({
        ...approved(now(demoted(CLIMBED), ADA, 41), {
          authority: AUTONOMOUS,
          evidence: evidence(standingAt(day(41)), 0, 0.1),
        }),
        actor: JOB,
      }),
  },
  {
    rule: 'G8',
    title: 'autonomous again at once after it ran out',
    attempt: () => activateIn({ ...approved(now(CLIMBED, ADA, 140), { authority: AUTONOMOUS }), actor: JOB }),
  },
  {
    rule: 'G8',
    title: 'autonomous after a time on the loop with a gap in it',
    also: ['G10'],
    attempt: () =>
      activateIn({
        ...approved(now(activated(EXPIRED, { authority: AUTHORITY }), ADA, 100), { authority: AUTONOMOUS }),
        actor: JOB,
      }),
  },
  {
    rule: 'G9',
    title: 'a step over maxStep',
    attempt: () => open({ evidence: evidence(HELD.standing, 0.1, 0.251) }),
  },
  {
    rule: 'G9',
    title: 'a step from a coverage that is not held',
    attempt: () => open({ evidence: evidence(EXPIRED.standing, 0.1, 0.2 + 0.01) }, EXPIRED),
  },
  { rule: 'G9', title: 'a step of no number', attempt: () => stepIn({ currentCoverage: Number.NaN }) },
  {
    rule: 'G10',
    title: 'a widening before the cooldown is over',
    attempt: () => activateIn({ ...approved(now(HELD, ADA, 13.9)), actor: JOB }),
  },
  {
    rule: 'G10',
    title: 'back to what was held before a narrowing',
    attempt: () =>
      activateIn({
        ...approved(now(narrowed(now(HELD, ADA, 2), 0.97), ADA, 3), { authority: AUTHORITY }),
        actor: JOB,
      }),
  },
  {
    rule: 'G10',
    title: 'a widening after the same was given anew when it had run out',
    attempt: () =>
      activateIn({ ...approved(now(activated(EXPIRED, { authority: AUTHORITY }), ADA, 100)), actor: JOB }),
  },
  {
    rule: 'G10',
    title: 'a widening by the plan after one by votes',
    attempt: () => stepIn({ authority: withThreshold(0.92) }, now(stepped(PLANNED), JOB, 21)),
  },
  {
    rule: 'G11',
    title: 'another version came between',
    attempt: () => open({ replaces: { version: 0, authority: AUTHORITY } }),
  },
  {
    rule: 'G11',
    title: 'another authority is said to be held',
    attempt: () => open({ replaces: { version: 1, authority: withThreshold(0.94) } }),
  },
  {
    rule: 'G11',
    title: 'what was held ran out after the votes',
    also: ['G9'],
    attempt: () => activateIn(now(approved(now(HELD, ADA, 80)), JOB, 95)),
  },
  { rule: 'G16', title: 'a vote on a proposal past its time', attempt: () => approve(now(OPEN, BEA, 50)) },
  { rule: 'G16', title: 'an activation past its time', attempt: () => activateIn(now(APPROVED, JOB, 50)) },
  {
    rule: 'G16',
    title: 'a standing plan that has ended',
    attempt: () => open({ kind: 'standing-plan', plan: { ...PLAN, until: day(20) } }),
  },
  { rule: 'G17', title: 'authority longer than expiresAfter', attempt: () => ends(90.001) },
  { rule: 'G17', title: 'authority that ends before it begins', attempt: () => ends(-1) },
  {
    rule: 'G18',
    title: 'a renewal on evidence that is no newer',
    attempt: () => renewal(HELD, { evidence: evidence({ ...HELD.standing, asOf: day(0) }, 0.1, 0.1) }),
  },
  {
    rule: 'G18',
    title: 'a renewal on the same certificate',
    attempt: () =>
      renewal(HELD, { evidence: evidence({ ...HELD.standing, certificate: hash(day(0)) }, 0.1, 0.1) }),
  },
  {
    rule: 'G18',
    title: 'the same called a promotion',
    attempt: () =>
      open({ authority: AUTHORITY, evidence: evidence({ ...HELD.standing, asOf: day(0) }, 0.1, 0.1) }),
  },
  { rule: 'G18', title: 'a renewal that widens', attempt: () => open({ kind: 'renewal' }) },
  {
    rule: 'G18',
    title: 'a renewal of what has run out',
    attempt: () => open({ kind: 'renewal', authority: AUTHORITY }, EXPIRED),
  },
];
