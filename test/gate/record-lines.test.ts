import { describe, expect, it } from 'vitest';
import { Decision } from '../../src/contracts/decision.ts';
import { KNOWN_LATER } from '../../src/contracts/mapping.ts';
import { Verdict } from '../../src/contracts/verdict.ts';
import { createGate, decisionLine, verdictLine, verdictOf } from '../../src/gate/index.ts';
import { policy, SALT } from '../support/policy.ts';

const gate = createGate([policy()], { salt: SALT, now: '2026-05-04T09:12:00Z' });
const decidedAt = '2026-05-04T09:12:00.000Z';

describe('a line of the record', () => {
  it('is a decision of the contract, with its route', () => {
    const decision = {
      ...{ domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40 },
      ...{ triggers: ['vip'], decisionId: 'T-1' },
    };
    const line = decisionLine(decision, gate.route(decision), {
      decidedAt,
      aiAnswer: 'refund',
      currency: 'EUR',
    });
    expect(line.endsWith('}\n')).toBe(true);
    expect(Decision.parse(JSON.parse(line))).toEqual({
      ...{ decision_id: 'T-1', domain: 'refunds', decided_at: decidedAt, confidence: 0.97, model: 'agent-1' },
      ...{ amount: 40, triggers: ['vip'], route: 'autonomous', review_probability: 0.05, policy: '7' },
      ...{ ai_answer: 'refund', currency: 'EUR' },
    });
  });

  it('names no policy where none was in force, and leaves out what is not known', () => {
    const decision = { domain: 'orders', decisionId: 'T-2', confidence: 0.5 };
    expect(JSON.parse(decisionLine(decision, gate.route(decision), { decidedAt }))).toEqual({
      ...{ decision_id: 'T-2', domain: 'orders', decided_at: decidedAt, confidence: 0.5 },
      ...{ route: 'in-the-loop', review_probability: 1 },
    });
  });

  it('has segments as columns, but none that would be read as another field or as a verdict', () => {
    const names = ['language', 'domain', 'amount', 'review_probability', ...KNOWN_LATER];
    const segments = Object.fromEntries(names.map((name) => [name, 'x']));
    const decision = { domain: 'refunds', decisionId: 'T-3', confidence: 0.97, segments };
    const row = JSON.parse(decisionLine(decision, gate.route(decision), { decidedAt }));
    expect(Object.keys(row).filter((key) => row[key] === 'x')).toEqual(['language']);
    expect(row).toMatchObject({ domain: 'refunds', review_probability: 1 });
    expect(row).not.toHaveProperty('amount');
  });

  it('of a verdict is one of the contract', () => {
    const verdict = {
      decision_id: 'T-1',
      verdict: 'agree',
      reviewed_at: decidedAt,
      reviewer_id: 'ann',
    } as const;
    expect(Verdict.parse(JSON.parse(verdictLine(verdict)))).toEqual(verdict);
    expect(['approve', 'edit', 'reject', 'respond', ''].map(verdictOf)).toEqual([
      ...['agree', 'edit', 'override'],
      ...[null, null],
    ]);
  });
});
