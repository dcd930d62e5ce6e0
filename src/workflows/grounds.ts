import type { AmountStep } from '../contracts/amount-step.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { EvidencePack } from '../contracts/pack.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { certificateId } from '../governance/certificate-id.ts';
import { type RecommendOptions, recommend } from '../tuning/recommend.ts';
import { type AmountDraft, recommendAmounts } from '../tuning/recommend-amounts.ts';

/** All that a recommendation depends on. */
export interface Grounds {
  readonly evidence: Evidence;
  readonly amountSteps: readonly AmountStep[] | null;
  readonly options: RecommendOptions;
}

/** A recommendation with what it rests on. */
export interface Answer extends AmountDraft {
  readonly grounds: Grounds;
}

/** What the evidence and the rules come to. */
export function answerOn({ evidence, amountSteps, options }: Grounds): AmountDraft {
  return amountSteps === null
    ? { draft: recommend(evidence, options), evidence }
    : recommendAmounts(amountSteps, options);
}

/** The recommendation with the identity of its certificate. */
export function identified({ draft, evidence }: AmountDraft): Recommendation {
  const { certificate, target } = draft;
  return {
    ...draft,
    certificate: certificate && { id: certificateId(evidence, target, certificate, draft), ...certificate },
  };
}

/** Computes a frozen recommendation again, from its pack alone. */
export function recomputed(pack: Pick<EvidencePack, 'evidence' | 'amountSteps' | 'options'>): Recommendation {
  return identified(answerOn(pack));
}
