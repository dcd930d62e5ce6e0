import type { DomainRules } from '../contracts/configuration.ts';
import type { CurvePoint } from '../contracts/curve.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Refusal } from '../contracts/recommendation.ts';
import type { ArmVoices } from '../contracts/review-signals.ts';
import { swayedRefusal } from './anchoring.ts';
import { refusalOf } from './nothing.ts';

interface Options {
  readonly isNewestModel: boolean;
  readonly drift: Drift | null;
  readonly asOf: string;
  readonly rules: Pick<DomainRules, 'expiresAfter'>;
  readonly reviewArms?: readonly ArmVoices[];
}

/** Why nothing is certified though the verdicts would certify it; null where nothing speaks against them. */
export function withheld(evidence: Evidence, options: Options, point: CurvePoint): Refusal | null {
  const stale = staleness(evidence, options);
  return stale === null ? swayedRefusal(options.reviewArms) : refusalOf(stale, point);
}

function staleness(
  evidence: Evidence,
  { isNewestModel, drift, asOf, rules }: Options,
): 'stale_model' | 'drifted' | 'stale_data' | null {
  if (!isNewestModel) return 'stale_model';
  if (drift !== null) return 'drifted';
  const age = Date.parse(asOf) - Date.parse(evidence.lastDecidedAt);
  return age > rules.expiresAfter ? 'stale_data' : null;
}
