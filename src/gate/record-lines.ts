import type { Verdict } from '../contracts/verdict.ts';
import type { GateDecision, Route } from './decision.ts';

/** Columns that a verdict fills: a segment of such a name would be read as what a person said. */
const KNOWN_LATER = [
  'verdict',
  'human_answer',
  'reviewed_at',
  'reviewer_id',
  'severity',
  'blind',
  'duration_s',
  'rubric',
  'reason',
];

/** What the gate does not need to know of a decision, and the record does. */
export interface DecisionFacts {
  /** RFC 3339, with its offset. */
  readonly decidedAt: string;
  readonly aiAnswer?: string;
  readonly currency?: string;
}

/**
 * A decision with its route as a line of JSON that `leeway ingest` reads, with the chance of its review and the policy
 * under which it was made. Segments are columns of it. Write each decision once, and those that nobody will see too:
 * without them no share is right.
 */
export function decisionLine(decision: GateDecision, route: Route, facts: DecisionFacts): string {
  const { decisionId, domain, confidence, model, amount, triggers, segments } = decision;
  const fields = {
    decision_id: decisionId,
    domain,
    decided_at: facts.decidedAt,
    confidence,
    model,
    amount,
    triggers,
    route: route.level,
    review_probability: route.inclusionProbability,
    policy: route.policyVersion === null ? undefined : `${route.policyVersion}`,
    ai_answer: facts.aiAnswer,
    currency: facts.currency,
  };
  const columns = Object.entries(segments ?? {}).filter(
    ([name]) => !(name in fields || KNOWN_LATER.includes(name)),
  );
  return `${JSON.stringify({ ...fields, ...Object.fromEntries(columns) })}\n`;
}

/** A verdict as a line of JSON, for a file of its own. */
export function verdictLine(verdict: Verdict): string {
  return `${JSON.stringify(verdict)}\n`;
}

/**
 * What a person's answer to a tool call says of the decision; null where it says nothing: `respond` answers in the tool's
 * place. An answer that was given for all calls at once (`alwaysApprove`) is no person's verdict: do not log it.
 */
export function verdictOf(answer: string): Verdict['verdict'] | null {
  if (answer === 'approve') return 'agree';
  if (answer === 'edit') return 'edit';
  return answer === 'reject' ? 'override' : null;
}
