import { raiseAlarm, reviewAlarm } from '../../src/governance/decide/alarms.ts';
import { liftFloor, setFloor } from '../../src/governance/decide/floors.ts';
import { withdraw } from '../../src/governance/decide/proposals.ts';
import { narrow, putInTheLoop } from '../../src/governance/decide/take-back.ts';
import {
  ADA,
  APPROVED,
  AUTHORITY,
  BEA,
  BO,
  HELD,
  JOB,
  LIN,
  MAX,
  newest,
  now,
  PLANNED,
  play,
  START,
  VIC,
  withThreshold,
} from './governance.ts';
import {
  ALARM,
  AUTONOMOUS,
  activateIn,
  alarmed,
  by,
  FLOOR,
  floored,
  lifted,
  narrowed,
  open,
  PLAN,
  planned,
  type RuleCase,
  renewedAt,
  reviewed,
  ruled,
  seenMore,
  standing,
  stepIn,
  without,
} from './rule-attempts.ts';

/** What the rules let pass. */
export const ACCEPTED: readonly RuleCase[] = [
  ...[
    withThreshold(0.96),
    withThreshold(0.95, { maxAmount: 50 }),
    withThreshold(0.95, { onTheLoop: { threshold: 0.95, auditRate: 0.5 } }),
    withThreshold(0.95, { alwaysReview: ['regulatory', 'fraud'] }),
  ].map((next, place) => ({
    rule: 'G19' as const,
    title: `a narrowing, kind ${place + 1}`,
    attempt: () => narrow(next, 'to be safe', HELD),
  })),
  ...[JOB, ADA, BEA, MAX].map((actor) => ({
    rule: 'G20' as const,
    title: `${actor.name} revokes`,
    attempt: () => putInTheLoop('refunds', 'revoked', 'to be safe', by(HELD, actor)),
  })),
  {
    rule: 'G21',
    title: 'a step to the edge of the plan',
    attempt: () => stepIn({ authority: withThreshold(0.92) }),
  },
  {
    rule: 'G21',
    title: 'a step a cooldown after a narrowing',
    attempt: () => stepIn({}, now(narrowed(PLANNED, 0.97), JOB, 34)),
  },
  {
    rule: 'G22',
    title: 'a proposal after the floor is lifted',
    attempt: () => open({}, by(lifted(floored(HELD)), ADA)),
  },
  ...[ADA, BEA, MAX].map((actor) => ({
    rule: 'G23' as const,
    title: `${actor.name} sets a floor`,
    attempt: () => setFloor(FLOOR, by(HELD, actor)),
  })),
  { rule: 'G23', title: 'another member lifts it', attempt: () => lifted(floored(HELD, BO)) },
  {
    rule: 'G24',
    title: 'a proposal after the alarm is reviewed',
    attempt: () => open({}, by(reviewed(alarmed(HELD)), ADA)),
  },
  {
    rule: 'G24',
    title: 'a proposal while another domain has an alarm',
    attempt: () =>
      open(
        {},
        play(HELD, (one) => raiseAlarm({ ...ALARM, domain: 'complaints' }, one)),
      ),
  },
  { rule: 'G25', title: 'a member of the board reviews', attempt: () => reviewed(alarmed(HELD)) },
];

/** What they stop: each differs from what passes in one thing. */
export const REJECTED: readonly RuleCase[] = [
  ...[
    withThreshold(0.94),
    withThreshold(0.95, { model: 'agent-2026-06' }),
    withThreshold(0.95, { maxAmount: 251 }),
    withThreshold(0.95, { maxAmount: null }),
    withThreshold(0.95, { excluded: [] }),
    withThreshold(0.95, { onTheLoop: { threshold: 0.95, auditRate: 0.29 } }),
    without,
    AUTONOMOUS,
  ].map((next, place) => ({
    rule: 'G19' as const,
    title: `a widening that is called a narrowing, kind ${place + 1}`,
    attempt: () => narrow(next, 'to be safe', HELD),
  })),
  { rule: 'G19', title: 'a narrowing of nothing', attempt: () => narrow(AUTHORITY, 'to be safe', START) },
  {
    rule: 'G19',
    title: 'a narrowing that audits less of what was autonomous',
    attempt: () => narrow({ ...AUTHORITY, onTheLoop: { threshold: 0.95, auditRate: 0.3 } }, 'no', seenMore()),
  },
  {
    rule: 'G20',
    title: 'a viewer narrows',
    attempt: () => narrow(withThreshold(0.96), 'to be safe', by(HELD, VIC)),
  },
  {
    rule: 'G20',
    title: 'a viewer revokes',
    attempt: () => putInTheLoop('refunds', 'revoked', 'to be safe', by(HELD, VIC)),
  },
  {
    rule: 'G20',
    title: 'a viewer withdraws a plan in force',
    attempt: () => withdraw(newest(PLANNED), 'no', by(PLANNED, VIC)),
  },
  { rule: 'G21', title: 'a step without a plan', attempt: () => stepIn({}, by(HELD, JOB)) },
  { rule: 'G21', title: 'a step below the plan', attempt: () => stepIn({ authority: withThreshold(0.919) }) },
  { rule: 'G21', title: 'a step after the plan', attempt: () => stepIn({}, now(renewedAt(60), JOB, 120)) },
  {
    rule: 'G21',
    title: 'a step over the coverage of the plan',
    attempt: () => stepIn({ coverage: 0.41, currentCoverage: 0.3 }),
  },
  {
    rule: 'G21',
    title: 'a step of a coverage that is no number',
    also: ['G9'],
    attempt: () => stepIn({ coverage: Number.NaN }, ruled(PLANNED, { maxStep: 1 })),
  },
  {
    rule: 'G21',
    title: 'a step over the amount of the plan',
    attempt: () => stepIn({}, planned({ plan: { ...PLAN, highestAmount: 200 } })),
  },
  {
    rule: 'G21',
    title: 'a step for another model than the plan',
    attempt: () =>
      stepIn(
        { authority: withThreshold(0.93, { model: 'agent-2026-06' }) },
        standing(PLANNED, { model: 'agent-2026-06' }),
      ),
  },
  {
    rule: 'G21',
    title: 'a step without a trigger of the plan',
    attempt: () =>
      stepIn({}, planned({ authority: withThreshold(0.93, { alwaysReview: ['regulatory', 'fraud'] }) })),
  },
  {
    rule: 'G21',
    title: 'a step with a slice that the plan leaves out',
    attempt: () =>
      stepIn({ authority: withThreshold(0.93, { excluded: [] }) }, standing(PLANNED, { excluded: [] })),
  },
  {
    rule: 'G21',
    title: 'a step at a smaller audit rate than the plan',
    attempt: () =>
      stepIn({ authority: withThreshold(0.93, { onTheLoop: { threshold: 0.93, auditRate: 0.2 } }) }),
  },
  {
    rule: 'G21',
    title: 'a step to a rung that the plan does not have',
    attempt: () => stepIn({ authority: AUTONOMOUS }),
  },
  {
    rule: 'G21',
    title: 'a step that only goes on',
    attempt: () => stepIn({ authority: AUTHORITY, coverage: 0.1 }),
  },
  {
    rule: 'G21',
    title: 'a step at once after a narrowing',
    attempt: () => stepIn({}, now(narrowed(PLANNED, 0.97), JOB, 33.9)),
  },
  { rule: 'G22', title: 'a proposal for a floor', attempt: () => open({}, by(floored(START), ADA)) },
  {
    rule: 'G22',
    title: 'a standing plan for a floor',
    attempt: () => open({ kind: 'standing-plan', plan: PLAN }, by(floored(START), ADA)),
  },
  { rule: 'G23', title: 'a viewer sets a floor', attempt: () => setFloor(FLOOR, by(HELD, VIC)) },
  {
    rule: 'G23',
    title: 'a job sets a floor',
    attempt: () => setFloor(FLOOR, by(HELD, { ...JOB, roles: ['admin'] })),
  },
  { rule: 'G23', title: 'who set a floor lifts it', attempt: () => lifted(floored(HELD, BEA)) },
  {
    rule: 'G23',
    title: 'a lead lifts a floor',
    attempt: () => liftFloor('refunds', 'no', by(floored(HELD, BEA), LIN)),
  },
  { rule: 'G24', title: 'a proposal under an open alarm', attempt: () => open({}, by(alarmed(HELD), ADA)) },
  {
    rule: 'G24',
    title: 'an activation under an open alarm',
    attempt: () => activateIn(by(alarmed(APPROVED), JOB)),
  },
  { rule: 'G24', title: 'a step under an open alarm', attempt: () => stepIn({}, by(alarmed(PLANNED), JOB)) },
  {
    rule: 'G24',
    title: 'a standing plan under an open alarm',
    attempt: () => open({ kind: 'standing-plan', plan: PLAN }, by(alarmed(HELD), ADA)),
  },
  {
    rule: 'G25',
    title: 'a viewer reviews',
    attempt: () => reviewAlarm(ALARM.id, 'seen', by(alarmed(HELD), VIC)),
  },
  {
    rule: 'G25',
    title: 'a job reviews',
    attempt: () => reviewAlarm(ALARM.id, 'seen', by(alarmed(HELD), { ...JOB, roles: ['board'] })),
  },
];
