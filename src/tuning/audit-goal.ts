import type { Target } from '../contracts/certificate.ts';
import type { Certification, CertifiedThreshold } from './certify.ts';
import { placeAt, type Tally } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';
import { verdictsMissing } from './verdicts-missing.ts';

/** A threshold that reviews could open, and how many it takes at or above it. */
export interface AuditGoal {
  readonly thresholdPpm: number;
  /** At least 1. */
  readonly missing: number;
}

/** Verdicts that a threshold lacks, `least` if it needs no more than those; null where no number would do. */
export function missingAt(
  { tally, grid }: Pick<Certification, 'tally' | 'grid'>,
  thresholdPpm: number,
  target: Target,
  level: number,
  least = 1,
): number | null {
  const place = placeAt(tally, thresholdPpm);
  if (place < 0) return null;
  return verdictsMissing({
    ...{ tally, place, alpha: target.risk, level, least, grid },
    graded: target.guarantee === 'cost',
  });
}

/**
 * The threshold below the certified one at which reviews gain most coverage each; null where none is in reach. Where
 * bands are tested by themselves, the lower edge of the first that has not passed.
 */
export function goalBelow(
  certification: Certification,
  lowest: CertifiedThreshold,
  target: Target,
): AuditGoal | null {
  const { tally, bands, grid } = certification;
  if (bands === null) return bestBelow(certification, lowest, target);
  const band = bands.find(({ passed }) => !passed);
  if (band === undefined) return null;
  const missing = missingAt({ tally: band.tally, grid }, band.fromPpm, target, lowest.level);
  const own = decisionsFrom(band.tally, band.fromPpm);
  // Reviews are drawn evenly from the band's lower edge on: the band has its part of them.
  return missing === null || own === 0
    ? null
    : {
        thresholdPpm: band.fromPpm,
        missing: Math.ceil((missing * decisionsFrom(tally, band.fromPpm)) / own),
      };
}

/**
 * Thresholds are certified one after the other, at one level, so those in between must pass too; of reviews drawn
 * evenly from a threshold on, those in between have their part.
 */
function bestBelow(
  { tally, grid }: Pick<Certification, 'tally' | 'grid'>,
  { thresholdPpm: certifiedPpm, level }: CertifiedThreshold,
  target: Target,
): AuditGoal | null {
  const certified = decisionsFrom(tally, certifiedPpm);
  let [before, missing, worth] = [certified, 0, 0];
  let best: AuditGoal | null = null;
  for (const thresholdPpm of THRESHOLD_GRID) {
    const decisions = decisionsFrom(tally, thresholdPpm);
    if (thresholdPpm >= certifiedPpm || decisions === before) continue;
    const carried = Math.max(1, Math.ceil((missing * decisions) / before));
    const found = missingAt({ tally, grid }, thresholdPpm, target, level, carried);
    if (found === null) break;
    [before, missing] = [decisions, found];
    const gained = (decisions - certified) / missing;
    if (gained > worth) [best, worth] = [{ thresholdPpm, missing }, gained];
  }
  return best;
}

function decisionsFrom(tally: Tally, thresholdPpm: number): number {
  const place = placeAt(tally, thresholdPpm);
  return place < 0 ? 0 : (tally.decisions[place] as number);
}
