import type { RecommendationReport } from '../contracts/recommendation.ts';
import { EXIT } from './fail.ts';

/** What a scheduled job wants to know at a glance; the most urgent first. */
export function detailedExitCode({ recommendations }: RecommendationReport): number {
  const some = (test: (one: (typeof recommendations)[number]) => boolean): boolean =>
    recommendations.some(test);
  if (some((one) => one.action === 'narrow')) return EXIT.limitBroken;
  if (some((one) => one.action === 'widen')) return EXIT.changesProposed;
  if (some((one) => one.refusal?.reason === 'stale_model' || one.refusal?.reason === 'stale_data'))
    return EXIT.stale;
  return some((one) => one.refusal !== null) ? EXIT.wantOfEvidence : EXIT.done;
}
