import type { Gate } from './create-gate.ts';
import type { GateDecision, Route } from './decision.ts';

/** What an adapter does with each decision, once: the place to log it. */
export type Heard = (decision: GateDecision, route: Route) => void;

/** A tool call as LangChain shows it to `when`. */
export interface ToolCallRequest {
  readonly toolCall: {
    readonly id?: string | undefined;
    readonly name: string;
    readonly args: Record<string, unknown>;
  };
}

/** Answers that are remembered: those of more calls than are ever open at a time. */
const REMEMBERED = 10_000;

/**
 * `when` of LangChain's human-in-the-loop middleware: whether a person must approve the call.
 *
 * LangChain asks again when a run is taken up, and where the answer is another by then it ignores what the person said.
 * So a call is answered once and remembered by its id; where a run may outlive its process, give it a gate that stays the
 * same too (`snapshot`), and keep its policies with the run.
 */
export function interruptWhen(
  gate: Pick<Gate, 'route'>,
  decisionOf: (call: ToolCallRequest['toolCall']) => GateDecision,
  heard?: Heard,
): (request: ToolCallRequest) => boolean {
  const ask = askOnce(gate, heard);
  return ({ toolCall }) => ask(decisionOf(toolCall));
}

/** `needsApproval` of a tool of the OpenAI Agents SDK: whether a person must approve the call. */
export function needsApproval<Input>(
  gate: Pick<Gate, 'route'>,
  decisionOf: (input: Input, callId: string | undefined) => GateDecision,
  heard?: Heard,
): (context: unknown, input: Input, callId?: string) => Promise<boolean> {
  const ask = askOnce(gate, heard);
  return async (_context, input, callId) => ask(decisionOf(input, callId));
}

function askOnce(gate: Pick<Gate, 'route'>, heard: Heard | undefined): (decision: GateDecision) => boolean {
  const answers = new Map<string, boolean>();
  return (decision) => {
    const id = decision.decisionId;
    const known = id ? answers.get(id) : undefined;
    if (known !== undefined) return known;
    const route = gate.route(decision);
    const isAsked = route.level === 'in-the-loop';
    if (id) answers.set(id, isAsked);
    // The oldest comes first.
    for (const oldest of answers.keys())
      if (answers.size > REMEMBERED) answers.delete(oldest);
      else break;
    heard?.(decision, route);
    return isAsked;
  };
}
