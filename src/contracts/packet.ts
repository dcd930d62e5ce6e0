import * as z from 'zod';
import { AuthorityEffect } from './authority-effect.ts';
import { CurvePoint } from './curve.ts';
import { Evidence } from './evidence.ts';
import { EvidencePack } from './pack.ts';
import { PacketRecord } from './packet-record.ts';
import { Authority } from './policy.ts';
import { Proposal } from './proposal.ts';
import { Recommendation } from './recommendation.ts';
import { Reliability } from './reliability.ts';
import { Instant } from './time.ts';

const Count = z.number().int().nonnegative();
const Money = z.number().nonnegative();
const Days = z.number().nonnegative();

/** A point of the curve with the bound on its risk. */
export const BoundedPoint = CurvePoint.extend({
  riskUpper: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      'Missed with probability at most delta, for a threshold that was named beforehand; null where it is not that of the threshold alone (amount steps, slices, bands)',
    ),
});
export type BoundedPoint = z.infer<typeof BoundedPoint>;

/** What was frozen with the proposal, and what follows from that alone. */
export const PacketEvidence = z.strictObject({
  madeBy: EvidencePack.shape.madeBy,
  asOf: Instant,
  from: Instant.describe('First decision'),
  until: Instant.describe('Last decision'),
  days: Days.describe('From the first decision to the last'),
  decisions: Count.describe('All valid decisions of the model, the youngest too'),
  immature: Count.describe('Too young to count'),
  selection: Evidence.shape.selection,
  recommendation: Recommendation,
  rules: z.strictObject({
    reviewCost: Money,
    errorCost: Money,
    maturityDays: Days,
    expiresAfterDays: Days,
    cooldownDays: Days,
    onDrift: z.enum(['in-the-loop', 'narrow']),
    onAnchoring: z.literal('refuse').optional(),
  }),
  most: Authority.describe(
    'What the AI would be allowed; of a standing plan, the most that its bounds let it reach on this record',
  ),
  reach: CurvePoint.describe('At the threshold that the bound of the proposal is of'),
  proposed: CurvePoint.describe('At the lowest confidence at which the AI would act'),
  today: CurvePoint.nullable().describe('At that at which it acts now; null where it does not'),
  decisionsPerMonth: z.number().nonnegative(),
  effect: z.strictObject({ today: AuthorityEffect, proposed: AuthorityEffect }),
  curve: z.array(BoundedPoint).describe('Points of the whole curve, thinned out'),
  reliability: Reliability,
});
export type PacketEvidence = z.infer<typeof PacketEvidence>;

/** Whether something that can be computed again was, when the packet was made, and came to the same. */
export const PacketCheck = z.strictObject({ name: z.string(), holds: z.boolean(), sentence: z.string() });
export type PacketCheck = z.infer<typeof PacketCheck>;

/** What `leeway packet ID` answers: all that a board needs to decide on a proposal. */
export const Packet = z.strictObject({
  version: z.literal(1),
  madeAt: Instant,
  proposal: Proposal,
  evidence: PacketEvidence,
  record: PacketRecord,
  checks: z.array(PacketCheck),
});
export type Packet = z.infer<typeof Packet>;
