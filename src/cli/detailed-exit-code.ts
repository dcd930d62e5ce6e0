import type { RecommendationReport, RefusalReason } from '../contracts/recommendation.ts';
import { EXIT } from './fail.ts';

/** The record speaks of another model, another time, or of a time before errors rose. */
const STALE: readonly RefusalReason[] = ['stale_model', 'stale_data', 'drifted'];

/** What a scheduled job wants to know at a glance; the most urgent first. */
export function detailedExitCode({ recommendations }: RecommendationReport): number {
  const some = (test: (one: (typeof recommendations)[number]) => boolean): boolean =>
    recommendations.some(test);
  if (some((one) => one.action === 'narrow')) return EXIT.limitBroken;
  if (some((one) => one.action === 'widen')) return EXIT.changesProposed;
  if (some(({ refusal }) => refusal !== null && STALE.includes(refusal.reason))) return EXIT.stale;
  return some((one) => one.refusal !== null) ? EXIT.wantOfEvidence : EXIT.done;
}
