import * as z from 'zod';
import { Estimate, Shares } from './reliability.ts';

const Share = z.number().min(0).max(1);
const Count = z.number().int().nonnegative();
const Seconds = z.number().nonnegative();

/** Verdicts that were given alike: all blind to the AI's answer, or all in sight of it. */
export const ReviewArm = z.strictObject({
  verdicts: Count,
  decisions: Count.describe('Those judged so; of several verdicts on one the earliest stands for it'),
  overrideRate: Shares.describe('Share of the decisions that were edited or overridden'),
  confidence: Share.describe(
    'Mean confidence of the AI in these decisions: alike in both arms where chance chose',
  ),
  medianSeconds: Seconds.nullable(),
});
export type ReviewArm = z.infer<typeof ReviewArm>;

/** Verdicts on decisions of one weight, all blind or all in sight of the answer; of several on one the earliest counts. */
export const ArmVoices = z.strictObject({
  blind: z.boolean(),
  weight: z.number().positive().describe('Decisions that each stands for: 1 / inclusion probability'),
  voices: Count,
  wrong: Count,
});
export type ArmVoices = z.infer<typeof ArmVoices>;

/**
 * Whether reviewers follow the AI when they see its answer. About reviewers, not the AI; it holds where chance decided
 * which cases were judged blind.
 */
export const Anchoring = z.strictObject({
  blind: Share.describe('Override rate of blind verdicts, over the mix of decisions that both arms have'),
  shown: Share.describe('The same of verdicts in sight of the answer'),
  difference: Estimate.describe("blind - shown, with Newcombe's 95 % interval"),
  compared: Share.describe('Share of the weight of both arms that lies where both have verdicts'),
  found: z.boolean().describe('More is changed blind than chance explains'),
});
export type Anchoring = z.infer<typeof Anchoring>;

/**
 * The error rate without the slips of reviewers, from decisions that two of them judged. Supposes that they err
 * independently, in both directions alike, and that chance chose what was judged twice. No authority rests on it.
 */
export const ReviewerNoise = z.strictObject({
  pairs: Count.describe('Decisions with the verdicts of two named reviewers, the earliest two'),
  alike: Count.describe('Those of them that both called right, or both wrong'),
  blindPairs: Count.describe("Those of the pairs in which neither saw the AI's answer"),
  reviewerError: Estimate.describe('How often one reviewer errs'),
  observed: Estimate.describe(
    'Error rate by the earliest verdict on each decision, weighted where rates are known',
  ),
  corrected: Estimate.describe('The same without their slips'),
  plausible: z
    .boolean()
    .describe('false: fewer errors than such slips alone would show, so the supposition fails'),
});
export type ReviewerNoise = z.infer<typeof ReviewerNoise>;

/** What the verdicts of a (domain, model) are worth. Null is undefined, or not recorded. */
export const ReviewSignals = z.strictObject({
  verdicts: Count.describe('Last words other than unsure, those of nobody by name too'),
  blindShare: Share.nullable().describe('Of the verdicts of which it is known; null where it is of none'),
  timed: Count.describe('Verdicts with a time'),
  medianSeconds: Seconds.nullable(),
  blind: ReviewArm.nullable(),
  shown: ReviewArm.nullable(),
  anchoring: Anchoring.nullable().describe('Null below 30 decisions in either arm'),
  noise: ReviewerNoise.nullable().describe('Null below 30 pairs'),
  rubrics: z
    .array(z.strictObject({ rubric: z.string(), verdicts: Count, overrideRate: Estimate }))
    .describe('The most frequent first, twenty at most'),
});
export type ReviewSignals = z.infer<typeof ReviewSignals>;
