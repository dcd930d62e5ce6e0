import type { Evidence } from '../contracts/evidence.ts';
import { count, counted, percentNear } from '../contracts/figures.ts';
import { FITTING_VERDICTS, type SettledMap } from '../contracts/recalibration.ts';
import type { Reach, Recommendation, Refusal } from '../contracts/recommendation.ts';
import { applyMap } from '../statistics/index.ts';

/** On the recalibrated scale: the map has still to be settled, and until then nothing is certified. Else null. */
export function awaitedMap({ recalibration }: Evidence): Refusal | null {
  if (recalibration === undefined || recalibration.map !== null) return null;
  // The day of the last one has still to end.
  const have = Math.min(recalibration.verdicts, FITTING_VERDICTS);
  return { reason: 'insufficient_verdicts', have, need: FITTING_VERDICTS, best: null };
}

/** What a recommendation says of its scale; nothing where that is the confidence itself. */
export function statedScale(
  { recalibration }: Evidence,
  { certified, proposed }: { readonly certified: Reach | null; readonly proposed: Reach | null },
): Pick<Recommendation, 'recalibration'> {
  if (recalibration === undefined) return {};
  const { map } = recalibration;
  const mapped = (reach: Reach | null): number | null =>
    reach === null || map === null ? null : applyMap(map, reach.threshold);
  return { recalibration: { ...recalibration, certified: mapped(certified), proposed: mapped(proposed) } };
}

const NAMES = {
  none: 'no map',
  temperature: 'a temperature',
  platt: 'a Platt curve',
  beta: 'a beta curve',
  isotonic: 'an isotonic curve',
} as const;

/** Why nothing is certified as long as the map is not settled. */
export function awaitingSentence({ verdicts }: SettledMap): string {
  return `Nothing is certified before the map of the recalibrated scale is settled, at the end of the day of the ${count(FITTING_VERDICTS)}th verdict with a time; so far there ${verdicts === 1 ? 'is' : 'are'} ${count(verdicts)}.`;
}

/** Through what the thresholds were searched, and what it cost. */
export function scaleSentences(recalibration: Recommendation['recalibration']): string[] {
  const { map = null, verdicts = 0, before = null, certified = null } = recalibration ?? {};
  if (recalibration === undefined || map === null || before === null) return [];
  const own = `the ${counted(verdicts, 'verdict')} that had come before ${before}; only decisions since then are evidence`;
  if (map.kind === 'none')
    return [`No map of the confidences was found to say more than they do themselves, by ${own}.`];
  const stands =
    certified === null ? '' : ` On it, the certified threshold stands for ${percentNear(certified)} % right.`;
  return [
    `Thresholds were searched through ${NAMES[map.kind]} (recalibrated scale), fitted on ${own}. All thresholds here are in the confidence that the AI states.${stands}`,
  ];
}
