import { describe, expect, it } from 'vitest';
import {
  createGate,
  type GateDecision,
  interruptWhen,
  needsApproval,
  type Route,
} from '../../src/gate/index.ts';
import { policy, SALT } from '../support/policy.ts';

const gate = createGate([policy()], { salt: SALT, now: '2026-05-04T09:12:00Z' });
interface Refund {
  readonly amount: number;
  readonly confidence: number;
}
const decisionOf = ({ amount, confidence }: Refund, decisionId: string | undefined): GateDecision => ({
  ...{ domain: 'refunds', model: 'agent-1', amount, confidence, decisionId },
});
const call = (args: Refund, id?: string) => ({ toolCall: { id, name: 'refund', args: { ...args } } });
const langChain = (own: typeof gate, heard?: (decision: GateDecision, route: Route) => void) =>
  interruptWhen(own, ({ id, args }) => decisionOf({ amount: 0, confidence: 0, ...args }, id), heard);

describe('an agent’s question whether a person must approve', () => {
  it('is answered by the gate, in LangChain and in the OpenAI Agents SDK', async () => {
    const [when, approval] = [langChain(gate), needsApproval(gate, decisionOf)];
    for (const [args, id, expected] of [
      [{ amount: 40, confidence: 0.97 }, 'c1', false],
      [{ amount: 40, confidence: 0.9 }, 'c2', false],
      [{ amount: 40, confidence: 0.5 }, 'c3', true],
      [{ amount: 400, confidence: 0.97 }, 'c4', true],
      [{ amount: 40, confidence: 0.97 }, undefined, true],
    ] as const) {
      expect(when(call(args, id))).toBe(expected);
      expect(await approval({}, args, id)).toBe(expected);
    }
  });

  it('is answered the same when it is asked again, whatever the policies say by then, and heard once', () => {
    const heard: string[] = [];
    const gates = [createGate([], { salt: null, now: '2026-05-04T09:12:00Z' }), gate];
    const when = langChain(
      { ...gate, route: (decision) => (gates.shift() ?? gate).route(decision) },
      (decision, route) => heard.push(`${decision.decisionId} ${route.reason}`),
    );
    const good = { amount: 40, confidence: 0.97 };
    expect([when(call(good, 'c1')), when(call(good, 'c1')), when(call(good, 'c2'))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(heard).toEqual(['c1 unknown_domain', 'c2 autonomous_threshold']);
  });

  it('is remembered for the newest ten thousand calls', () => {
    let asked = 0;
    const counting = {
      ...gate,
      route: (decision: GateDecision) => gate.route({ ...decision, amount: asked++ }),
    };
    const when = langChain(counting);
    for (let i = 0; i <= 10_000; i++) when(call({ amount: 0, confidence: 0 }, `c${i}`));
    when(call({ amount: 0, confidence: 0 }, 'c1'));
    expect(asked).toBe(10_001);
    when(call({ amount: 0, confidence: 0 }, 'c0'));
    expect(asked).toBe(10_002);
  });
});
