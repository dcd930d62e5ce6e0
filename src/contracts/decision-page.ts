import * as z from 'zod';
import { VerdictWord } from './verdict.ts';

const Share = z.number().min(0).max(1);

/** A decision with the verdict that stands on it. */
export const ListedDecision = z.strictObject({
  decisionId: z.string(),
  model: z.string(),
  decidedAt: z.string(),
  confidence: Share,
  verdict: VerdictWord.nullable().describe('null: nobody judged it'),
  reviewedAt: z.string().nullable(),
  severity: Share.nullable(),
  reviewProbability: Share.nullable().describe('null: nobody knows'),
  policy: z.string().nullable(),
  amount: z.number().nullable(),
  triggers: z.array(z.string()).describe('Why a person was asked'),
  segments: z.record(z.string(), z.string()),
  immature: z.boolean().describe('Younger than maturity, and so in no figure while others wait too'),
});
export type ListedDecision = z.infer<typeof ListedDecision>;

/** `GET /v1/domains/{domain}/decisions`: those that meet all conditions, page by page, the newest first. */
export const DecisionPage = z.strictObject({
  version: z.literal(1),
  asOf: z.string(),
  domain: z.string(),
  total: z.number().int().nonnegative().describe('On all pages together'),
  decisions: z.array(ListedDecision),
  next: z.string().nullable().describe('What `after` is for the next page; null on the last'),
});
export type DecisionPage = z.infer<typeof DecisionPage>;
