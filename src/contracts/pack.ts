import * as z from 'zod';
import { ConfidenceShift } from './confidence-shift.ts';
import { DomainRules } from './configuration.ts';
import { Evidence } from './evidence.ts';
import { Held } from './held.ts';
import { Recommendation } from './recommendation.ts';
import { ArmVoices } from './review-signals.ts';
import { SliceName } from './slice.ts';
import { Instant } from './time.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a UTC day');
const Part = z.number().gt(0).max(1);
const Milliseconds = z.number().nonnegative();

const Drift = z.strictObject({ soundedOn: Day, lastSoundedOn: Day, roseOn: Day });

/** Rules as they are counted with: lengths of time in milliseconds. */
const PackRules = z.strictObject({
  ...DomainRules.shape,
  cooldown: Milliseconds,
  expiresAfter: Milliseconds,
  maturity: Milliseconds,
  proposalExpiresAfter: Milliseconds,
});

/** Everything besides the evidence that a recommendation depends on. */
export const PackOptions = z.strictObject({
  rules: PackRules,
  asOf: Instant,
  firstLook: z.boolean(),
  isNewestModel: z.boolean(),
  isFloor: z.boolean().exactOptional(),
  proposeAtPpm: z.number().int().min(0).max(1_000_000).exactOptional(),
  held: Held.exactOptional(),
  drift: Drift.nullable(),
  confidenceShift: ConfidenceShift.exactOptional(),
  part: Part.exactOptional(),
  fresh: z
    .strictObject({ from: Day, part: Part, drift: Drift, lowestPpm: z.number().int().nonnegative() })
    .exactOptional(),
  reviewArms: z.array(ArmVoices).exactOptional(),
  slices: z
    .strictObject({
      risk: z.number().gt(0).lt(1),
      slices: z.array(z.strictObject({ column: z.string(), value: z.string(), evidence: Evidence })),
      part: Part.exactOptional(),
      excluded: z.array(SliceName).exactOptional(),
    })
    .exactOptional(),
});

/**
 * What a proposal rests on, frozen: every figure of its recommendation can be computed again from this alone, on another
 * machine, to the last digit.
 */
export const EvidencePack = z.strictObject({
  version: z.literal(1),
  madeBy: z.strictObject({
    leeway: z.string().describe('Version'),
    code: z.string().nullable().describe('Digest of the code; null where it is not known'),
  }),
  input: z.strictObject({ decisions: z.number().int().nonnegative().describe('In the whole history') }),
  evidence: Evidence,
  amountSteps: z.array(z.strictObject({ maxAmount: z.number().positive(), evidence: Evidence })).nullable(),
  options: PackOptions,
  recommendation: Recommendation,
});
export type EvidencePack = z.infer<typeof EvidencePack>;
