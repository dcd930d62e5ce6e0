import type { Authority } from '../../src/contracts/policy.ts';

/** A decision as it would be routed: what matters of it. */
interface Decision {
  readonly model: string;
  readonly confidence: number;
  readonly amount: number | null;
  readonly trigger: string | null;
  readonly language: string;
}

/** One on each side of every amount that occurs, and what else can send a decision to a person. */
const AMOUNTS = [1, 101, 251, 401, null];
const TRIGGERS = ['regulatory', 'fraud'];

/** Whether an authority lets the AI do something with some decision that another does not, or looks at less of it. */
export function letsMore(next: Authority, now: Authority | null): boolean {
  if (lowest(next) === null) return false;
  if (now === null) return true;
  const edges = [next.autonomous, next.onTheLoop, now.autonomous, now.onTheLoop];
  // Between two thresholds nothing changes.
  const confidences = [0, 1, ...edges.flatMap((rung) => rung?.threshold ?? [])];
  const { model } = next;
  // Each of the other columns matters by itself: it sends a decision to a person or it does not.
  const kinds = [
    ...AMOUNTS.map((amount) => ({ amount, trigger: null, language: 'en' })),
    ...TRIGGERS.map((trigger) => ({ amount: 1, trigger, language: 'en' })),
    { amount: 1, trigger: null, language: 'de' },
  ];
  return kinds.some((kind) =>
    confidences.some((confidence) => {
      const [asked, had] = [next, now].map((one) => route(one, { ...kind, confidence, model }));
      return asked !== undefined && had !== undefined && (asked[0] > had[0] || asked[1] < had[1]);
    }),
  );
}

/** 0 in the loop, 1 on it, 2 autonomous; and the share that people see. */
function route(authority: Authority, decision: Decision): readonly [0 | 1 | 2, number] {
  const { model, confidence, amount, trigger, language } = decision;
  const { autonomous, onTheLoop, maxAmount, alwaysReview, excluded } = authority;
  if (model !== authority.model) return [0, 1];
  if (trigger !== null && alwaysReview.includes(trigger)) return [0, 1];
  if (maxAmount !== null && (amount === null || amount > maxAmount)) return [0, 1];
  if (excluded.some(({ value }) => value === language)) return [0, 1];
  if (autonomous !== null && confidence >= autonomous.threshold) return [2, autonomous.auditRate];
  if (onTheLoop !== null && confidence >= onTheLoop.threshold) return [1, onTheLoop.auditRate];
  return [0, 1];
}

/** What a model may do at a confidence, of decisions that nothing sends to people. */
export function rungAt(authority: Authority | null, confidence: number, model: string): 0 | 1 | 2 {
  if (authority === null) return 0;
  const plain = { ...authority, maxAmount: null, alwaysReview: [], excluded: [] };
  return route(plain, { model, confidence, amount: null, trigger: null, language: 'en' })[0];
}

/** The lowest confidence at which the AI acts; null where it never does. */
export function lowest(authority: Authority | null): number | null {
  const thresholds = [authority?.autonomous, authority?.onTheLoop].flatMap((rung) => rung?.threshold ?? []);
  return thresholds.length === 0 ? null : Math.min(...thresholds);
}
