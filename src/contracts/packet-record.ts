import * as z from 'zod';
import { Cuts } from './cut.ts';
import { Alarm, Floor, PolicyRecord } from './governance.ts';
import { LedgerHead } from './ledger.ts';
import { Instant } from './time.ts';
import { VerdictWord } from './verdict.ts';

const Count = z.number().int().nonnegative();
const Share = z.number().min(0).max(1);
const Amount = z.number().nonnegative();

/** A past decision that the AI would have taken alone. */
export const TakenDecision = z.strictObject({
  decisionId: z.string(),
  decidedAt: Instant,
  confidence: Share,
  amount: Amount.nullable(),
  verdict: VerdictWord,
});
export type TakenDecision = z.infer<typeof TakenDecision>;

/** The day on which the AI would have taken most decisions alone. */
export const BusiestDay = z.strictObject({
  day: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe('UTC'),
  decisions: Count,
  amount: Amount.nullable().describe('Sum of their amounts; null where none of them has one'),
});
export type BusiestDay = z.infer<typeof BusiestDay>;

/** How verdicts came about. Null: the store does not know it of any of them. */
export const ReviewFacts = z.strictObject({
  verdicts: Count,
  reviewers: Count.describe('Distinct names'),
  unnamed: Count.describe('Verdicts without a name'),
  medianSeconds: z.number().nonnegative().nullable().describe('Of the verdicts that say how long they took'),
  timed: Count.describe('Verdicts that say how long they took'),
  blindShare: Share.nullable().describe('Of the verdicts that say whether the answer was hidden'),
});
export type ReviewFacts = z.infer<typeof ReviewFacts>;

/** Decisions that ran without asking first, by what they recorded themselves. */
export const RanAlone = z.strictObject({ decisions: Count, ofAll: Count });
export type RanAlone = z.infer<typeof RanAlone>;

/** What a packet reads from the store as it is when it is made; rows are those up to the time of the evidence. */
export const PacketRecord = z.strictObject({
  readAt: Instant,
  ledgerHead: LedgerHead,
  taken: z.strictObject({
    decisions: Count.describe('That the AI would have taken alone'),
    wrong: Count.describe('Of those, found wrong by a person'),
    shown: z.array(TakenDecision).max(200).describe('Of the wrong ones the newest'),
    busiestDay: BusiestDay.nullable(),
  }),
  ranAlone: RanAlone,
  review: ReviewFacts,
  cuts: Cuts.describe('The error rate of the whole domain taken apart'),
  lastVoteAt: Instant.nullable().describe('Newest vote on an earlier proposal for the domain'),
  policies: z.array(PolicyRecord).describe('Of the domain, the oldest first'),
  alarms: z.array(Alarm).describe('Of the domain'),
  floors: z.array(Floor).describe('Of all domains'),
});
export type PacketRecord = z.infer<typeof PacketRecord>;
