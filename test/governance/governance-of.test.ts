import { describe, expect, it } from 'vitest';
import { Governance } from '../../src/contracts/governance.ts';
import { GOVERNANCE_BODIES, isGovernance } from '../../src/contracts/governance-event.ts';
import type { LedgerEvent } from '../../src/contracts/ledger.ts';
import { Problem } from '../../src/contracts/problem.ts';
import { activate } from '../../src/governance/decide/activate.ts';
import { raiseAlarm, reviewAlarm } from '../../src/governance/decide/alarms.ts';
import { expireDue } from '../../src/governance/decide/expire.ts';
import { liftFloor, setFloor } from '../../src/governance/decide/floors.ts';
import {
  comment,
  editProposal,
  openProposal,
  vote,
  withdraw,
} from '../../src/governance/decide/proposals.ts';
import { narrow, putInTheLoop } from '../../src/governance/decide/take-back.ts';
import { digest } from '../../src/governance/digest.ts';
import { governanceOf } from '../../src/governance/governance-of.ts';
import { activePolicy, lastVersion, standingPlan } from '../../src/governance/look-up.ts';
import {
  ADA,
  APPROVED,
  AUTHORITY,
  activated,
  BEA,
  ballot,
  content,
  day,
  HELD,
  JOB,
  LIN,
  newest,
  now,
  OPEN,
  PLANNED,
  play,
  type Scene,
  standingAt,
  step,
  stepped,
  withThreshold,
} from '../support/governance.ts';

const FLOOR = { domain: 'refunds', reason: 'the law asks for a person', owner: 'Legal', legalSource: null };
const ALARM = { id: 'a', domain: 'refunds', reason: 'drifted', sentence: 'Errors rose.' };
const revoke = (scene: Scene) => putInTheLoop('refunds', 'revoked', 'harm', scene);
const states = ({ governance }: Scene) => governance.proposals.map(({ state }) => state);
const ends = ({ governance }: Scene) => governance.policies.map(({ ended }) => ended?.by ?? null);

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
  return 'done';
}

describe('what is remembered', () => {
  it('is what the events come to, of the shape that others are promised', () => {
    const scene = play(stepped(PLANNED), (one) => setFloor(FLOOR, { ...one, actor: ADA }));
    expect(Governance.parse(scene.governance)).toEqual(scene.governance);
    expect(states(scene)).toEqual(['superseded', 'revoked']);
    expect(ends(scene)).toEqual(['superseded', 'revoked', null]);
  });

  it('passes over events that only tell', () => {
    const told: LedgerEvent = { at: day(1), actor: 'nightly', type: 'ingest.run', subject: '', body: {} };
    expect(governanceOf([told, ...HELD.events])).toEqual(HELD.governance);
  });

  it('counts an authority that had run out as expired at its end, though nobody had said so', () => {
    const late = activated(now(HELD, ADA, 95), { authority: AUTHORITY });
    expect(late.governance.policies[0]?.ended).toMatchObject({ by: 'expired', at: day(90) });
    expect(states(late)).toEqual(['expired', 'active']);
    expect(expireDue(late)).toEqual([]);
  });

  it('says of what is due that it expired, once', () => {
    const late = now(stepped(PLANNED), JOB, 121);
    const said = play(
      play(late, (one) => openProposal(content(one), one)),
      (one) => expireDue(now(one, JOB, 160)),
    );
    expect(states(said)).toEqual(['superseded', 'expired', 'expired']);
    expect(ends(said)).toEqual(['superseded', 'expired']);
    expect(expireDue(now(said, JOB, 200))).toEqual([]);
  });

  it('ends by an expiry only the version that it is of', () => {
    const expiry = expireDue(now(HELD, JOB, 90));
    const renewed = activated(HELD, { kind: 'renewal', authority: AUTHORITY });
    expect(ends(play(renewed, () => expiry))).toEqual(['superseded', null]);
  });
});

describe('taking back', () => {
  it('keeps the end of what is narrowed', () => {
    const scene = play(HELD, (one) => narrow(withThreshold(0.97), 'harm', one));
    expect(activePolicy(scene.governance, 'refunds', day(20))?.policy).toMatchObject({
      ...{ version: 2, expiresAt: day(90), approvedBy: ['Ada'], onTheLoop: { threshold: 0.97 } },
    });
  });

  it('ends the standing plan with a revocation, a demotion, or a narrowing that leaves nothing', () => {
    const nothing = { ...AUTHORITY, onTheLoop: null };
    for (const decide of [
      revoke,
      (scene: Scene) => putInTheLoop('refunds', 'demoted', 'errors', scene, 'a'),
      (scene: Scene) => narrow(nothing, 'harm', scene),
    ])
      expect(standingPlan(play(PLANNED, decide).governance, 'refunds')).toBeNull();
  });

  it('withdraws a standing plan where the AI holds nothing that could be revoked', () => {
    const over = now(PLANNED, BEA, 95);
    expect(codeOf(() => revoke(over))).toBe('usage');
    const scene = play(over, (one) => withdraw(newest(one), 'harm', one));
    expect(standingPlan(scene.governance, 'refunds')).toBeNull();
  });

  it('withdraws no authority: it is revoked', () => {
    const proposal = HELD.governance.proposals[0];
    expect(codeOf(() => proposal && withdraw(proposal, 'harm', HELD))).toBe('not-allowed');
  });
});

describe('a floor', () => {
  it('revokes what is held, withdraws what waits, and ends the plan for good', () => {
    const waiting = play(PLANNED, (one) => openProposal(content(one), { ...one, actor: ADA }));
    const floored = play({ ...waiting, actor: ADA }, (one) => setFloor(FLOOR, one));
    expect(states(floored)).toEqual(['revoked', 'revoked', 'withdrawn']);
    const lifted = play({ ...floored, actor: BEA }, (one) => liftFloor('refunds', 'the law changed', one));
    expect(standingPlan(lifted.governance, 'refunds')).toBeNull();
    expect(lifted.governance.floors).toEqual([]);
  });

  it('ends a plan where the AI holds nothing', () => {
    const floored = play(now(PLANNED, ADA, 95), (one) => setFloor(FLOOR, one));
    expect(floored.events.at(-1)?.type).toBe('floor.set');
    expect(standingPlan(floored.governance, 'refunds')).toBeNull();
  });

  it('does not change hands by being set again', () => {
    const floored = play({ ...HELD, actor: BEA }, (one) => setFloor(FLOOR, one));
    expect(setFloor(FLOOR, { ...floored, actor: LIN })).toEqual([]);
    expect(codeOf(() => setFloor({ ...FLOOR, reason: 'other' }, { ...floored, actor: LIN }))).toBe('usage');
  });
});

describe('an alarm', () => {
  it('is raised once, reviewed or not', () => {
    const raised = play(HELD, (one) => raiseAlarm(ALARM, one));
    expect(raiseAlarm(ALARM, raised)).toEqual([]);
    expect(
      raiseAlarm(
        ALARM,
        play(raised, (one) => reviewAlarm('a', '', one)),
      ),
    ).toEqual([]);
  });

  it('is not lost behind one of another domain with its identity', () => {
    const raised = play(HELD, (one) => raiseAlarm({ ...ALARM, domain: 'complaints' }, one));
    expect(codeOf(() => raiseAlarm(ALARM, raised))).toBe('usage');
  });
});

describe('proposals', () => {
  it('wait one of a kind in a domain', () => {
    expect(codeOf(() => openProposal(content(OPEN), OPEN))).toBe('usage');
  });

  it('wait no longer than their time', () => {
    const late = now(OPEN, ADA, 50);
    expect(codeOf(() => openProposal(content(late), late))).toBe('done');
  });

  it('keep their kind and their domain through an edit', () => {
    const edit = (change: Parameters<typeof content>[1]) =>
      codeOf(() => editProposal(newest(OPEN), content(OPEN, change), OPEN));
    expect(edit({ kind: 'renewal' })).toBe('usage');
    expect(edit({ authority: withThreshold(0.93, { domain: 'complaints' }) })).toBe('usage');
  });

  it('have limits where they are a standing plan, and nowhere else', () => {
    const plan = newest(PLANNED).content.plan;
    expect(codeOf(() => openProposal(content(HELD, { plan }), HELD))).toBe('usage');
    expect(codeOf(() => openProposal(content(HELD, { kind: 'standing-plan' }), HELD))).toBe('usage');
  });

  it('do not ask for nothing', () => {
    const authority = { ...AUTHORITY, onTheLoop: null };
    expect(codeOf(() => openProposal(content(HELD, { authority }), HELD))).toBe('usage');
  });

  it('have the digest of what is read back, however a time was written', () => {
    const standing = { ...HELD.standing, asOf: '2026-01-21T02:00:00+02:00' };
    const opened = play({ ...HELD, standing }, (one) => openProposal(content(one), one));
    expect(digest(newest(opened).content)).toBe(newest(opened).digest);
  });
});

describe('the ledger of governance', () => {
  const long = 'x'.repeat(5000);
  const none = Number.NaN;
  it.each([
    ['an empty comment', () => comment(newest(OPEN), '', OPEN)],
    ['a long comment', () => comment(newest(OPEN), long, OPEN)],
    ['an empty reason to withdraw', () => withdraw(newest(OPEN), '', OPEN)],
    ['an empty reason to narrow', () => narrow(withThreshold(0.97), '', HELD)],
    ['an empty reason to lift', () => lift('')],
    ['a floor without a reason', () => setFloor({ ...FLOOR, reason: '' }, HELD)],
    [
      'a long note',
      () =>
        reviewAlarm(
          'a',
          long,
          play(HELD, (one) => raiseAlarm(ALARM, one)),
        ),
    ],
    ['an empty condition', () => vote(newest(OPEN), { ...ballot(OPEN), conditions: [''] }, byBea(OPEN))],
    ['a threshold of no number', () => openProposal(content(HELD, { authority: withThreshold(none) }), HELD)],
    ['a threshold beyond all', () => narrow(withThreshold(Number.POSITIVE_INFINITY), 'harm', HELD)],
    ['an amount of no number', () => narrow(withThreshold(0.97, { maxAmount: none }), 'harm', unlimited())],
    ['crossed rungs', () => narrow({ ...withThreshold(0.97), ...crossed() }, 'harm', HELD)],
    ['a certificate of no digest', () => openProposal(badCertificate(), HELD)],
  ])('takes nothing that could not be read again: %s', (_, attempt) => {
    expect(['usage', 'not-allowed']).toContain(codeOf(attempt));
  });

  it('has a body for each of its events that its schema takes', () => {
    const scene = play(
      play(APPROVED, (one) => activate(newest(one), now(one, JOB, 21))),
      revoke,
    );
    for (const { type, body } of scene.events)
      if (isGovernance(type)) expect(GOVERNANCE_BODIES[type].safeParse(body).success).toBe(true);
    expect(lastVersion(scene.governance, 'refunds')).toBe(3);
  });

  function lift(reason: string) {
    const floored = play({ ...HELD, actor: ADA }, (one) => setFloor(FLOOR, one));
    return liftFloor('refunds', reason, byBea(floored));
  }

  function byBea(scene: Scene): Scene {
    return { ...scene, actor: BEA };
  }

  function crossed() {
    return {
      autonomous: { threshold: 0.96, auditRate: 0.3 },
      onTheLoop: { threshold: 0.97, auditRate: 0.3 },
    };
  }

  function badCertificate() {
    const { evidence, ...rest } = content(HELD);
    return { ...rest, evidence: { ...evidence, certificate: 'none' } };
  }

  /** Amounts do not matter here. */
  function unlimited(): Scene {
    const { maxAmount: _, ...rules } = HELD.rules;
    const scene = { ...HELD, rules, standing: { ...standingAt(day(20)), certifiedAmount: null } };
    return { ...activated(scene, { authority: withThreshold(0.95, { maxAmount: null }) }), actor: ADA };
  }
});

describe('a standing plan', () => {
  it('is followed by the newest', () => {
    const { kind, plan } = newest(PLANNED).content;
    const two = activated({ ...PLANNED, actor: ADA }, { kind, plan });
    expect(states(two)).toEqual(['active', 'superseded', 'active']);
    expect(standingPlan(two.governance, 'refunds')?.id).toBe('P-0003');
  });

  it('logs each step against itself, approved by those who voted on it', () => {
    const { policies } = stepped(PLANNED, step(PLANNED)).governance;
    expect(policies.at(-1)).toMatchObject({
      plan: 'P-0002',
      policy: { approvedBy: ['Lin', 'Bea'], version: 2 },
    });
  });
});
