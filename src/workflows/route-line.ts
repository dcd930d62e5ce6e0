import * as z from 'zod';
import type { Gate } from '../gate/create-gate.ts';

const Row = z.record(z.string(), z.unknown());

/** A line of a stream with its route added, and whether it was a decision at all. */
export interface RoutedLine {
  readonly text: string;
  readonly isDecision: boolean;
}

/**
 * Routes a decision that is a line of JSON with the contract's columns, and adds `route`, `review_probability`, `policy`,
 * `audit` and `route_reason`, so that `leeway ingest` can read it. A line that is none goes to a person.
 *
 * @param decidedAt ISO time that a line without `decided_at` gets
 */
export function routeLine(gate: Gate, line: string, decidedAt: string): RoutedLine {
  const row = rowOf(line);
  const { decision_id: id, domain, confidence, model, amount, triggers, segments } = row ?? {};
  const { success, data } = Row.safeParse(segments);
  const route = gate.routeUnchecked({
    ...{ domain, confidence, model, amount, triggers },
    // The record reads the columns of slices from the row itself.
    segments: { ...(success ? data : {}), ...row },
    // As the record spells a number.
    decisionId: Number.isSafeInteger(id) ? String(id) : id,
  });
  const routed = {
    ...row,
    ...(row === null ? {} : { decided_at: row['decided_at'] ?? decidedAt }),
    route: route.level,
    review_probability: route.inclusionProbability,
    policy: route.policyVersion === null ? null : `${route.policyVersion}`,
    audit: route.audit,
    route_reason: route.reason,
  };
  return { text: JSON.stringify(routed), isDecision: row !== null };
}

function rowOf(line: string): Record<string, unknown> | null {
  try {
    return Row.nullable().catch(null).parse(JSON.parse(line));
  } catch {
    return null;
  }
}
