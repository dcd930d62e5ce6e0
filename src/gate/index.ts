/** The gate: routes decisions by policies, anywhere, without a package of anybody's. */
export { type Heard, interruptWhen, needsApproval, type ToolCallRequest } from './agents.ts';
export { createGate, type Gate, type GateClock, type GateOptions, gateOver } from './create-gate.ts';
export type { ActingReason, GateDecision, PersonReason, Route, RouteReason } from './decision.ts';
export { type DecisionFacts, decisionLine, verdictLine, verdictOf } from './record-lines.ts';
export type { Unchecked } from './unchecked.ts';
export { type WatchedGate, type WatchOptions, watch } from './watch.ts';
