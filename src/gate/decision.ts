import type { Level } from '../contracts/decision.ts';

/** What the gate is asked of a decision. What is left out is not known, and what is not known never helps the AI. */
export interface GateDecision {
  readonly domain: string;
  /** The AI's probability that this very answer is right, in [0, 1]. */
  readonly confidence?: number | null | undefined;
  /** Names the whole AI; without one it is `unversioned`, as in the record. */
  readonly model?: string | null | undefined;
  readonly amount?: number | null | undefined;
  readonly triggers?: readonly string[] | null | undefined;
  /** Values of the columns by which a domain is sliced. */
  readonly segments?: Readonly<Record<string, string | null | undefined>> | null | undefined;
  /** Decides the audit draw; no other decision has it. */
  readonly decisionId?: string | null | undefined;
}

/** Why the AI acts. */
export type ActingReason = 'autonomous_threshold' | 'on_the_loop_threshold';

/** Why a person decides. */
export type PersonReason =
  | 'below_threshold'
  | 'always_review'
  | 'over_max_amount'
  | 'amount_missing'
  | 'other_model'
  | 'excluded_slice'
  | 'confidence_missing'
  | 'confidence_invalid'
  | 'decision_id_missing'
  | 'unknown_domain'
  | 'policy_not_yet_valid'
  | 'policy_expired'
  | 'policy_malformed'
  | 'input_malformed';

export type RouteReason = ActingReason | PersonReason;

/** Where a decision goes, and how likely it was beforehand that a person sees it. */
export interface Route {
  readonly level: Level;
  readonly reason: RouteReason;
  /** A person is to look at it: always in the loop, else where the draw fell on it. */
  readonly audit: boolean;
  /** In (0, 1]. */
  readonly inclusionProbability: number;
  /** Of the policy in force; null where none was. */
  readonly policyVersion: number | null;
}
