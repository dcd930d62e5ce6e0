import type { DomainReliability } from '../contracts/domain-reliability.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { moverInterval } from '../statistics/index.ts';

const CONFIDENCE = 0.95;
/** Beyond so many different losses the interval rests on steps of 1 / MOST_LAYERS, and is a little wider. */
const MOST_LAYERS = 100;

/** Reviewed decisions that stand for equally many others: how many had each loss. */
interface LossStratum {
  readonly weight: number;
  readonly losses: Map<number, number>;
}

/**
 * How often the decisions of a (domain, model) are wrong: as seen, and for all of them, each reviewed decision standing
 * for 1 / inclusion probability, with a two-sided 95 % interval for one look.
 *
 * An interval for graded losses is added up from layers: the mean loss is the sum, over the losses that occur, of the
 * step from one to the next times the share of decisions that lose at least so much. Each share has its MOVER interval;
 * since the shares rise and fall together, their ends are added, which is never too narrow. Where every loss is 0 or 1
 * that is the MOVER interval itself, and where all weigh the same, Clopper–Pearson's.
 *
 * @returns shares in [0, 1] with low <= weighted <= high; null where nothing is reviewed, and all but `naive` under
 *   unknown selection
 * @see Zou & Donner, "Construction of confidence limits about effect measures: a general approach", 2008
 */
export function weightedErrors({ cells, selection }: Evidence): DomainReliability['error'] {
  const byWeight = new Map<number, LossStratum>();
  let [reviewed, lost, weight, weightedLost] = [0, 0, 0, 0];
  for (const { loss, inclusion, decisions } of cells) {
    if (loss === null) continue;
    const each = 1 / (inclusion ?? 1);
    reviewed += decisions;
    lost += decisions * loss;
    weight += decisions * each;
    weightedLost += decisions * each * loss;
    const { losses } = byWeight.get(each) ?? setIn(byWeight, each);
    losses.set(loss, (losses.get(loss) ?? 0) + decisions);
  }
  if (reviewed === 0) return { naive: null, weighted: null, low: null, high: null };
  const naive = Math.min(1, lost / reviewed);
  if (selection === 'unknown') return { naive, weighted: null, low: null, high: null };
  const weighted = Math.min(1, weightedLost / weight);
  const { low, high } = lossInterval([...byWeight.values()]);
  return { naive, weighted, low: Math.min(low, weighted), high: Math.min(1, Math.max(high, weighted)) };
}

function setIn(strata: Map<number, LossStratum>, weight: number): LossStratum {
  const stratum = { weight, losses: new Map<number, number>() };
  strata.set(weight, stratum);
  return stratum;
}

function lossInterval(strata: readonly LossStratum[]): { low: number; high: number } {
  const found = [...new Set(strata.flatMap(({ losses }) => [...losses.keys()]))].sort((a, b) => a - b);
  const isExact = found.length <= MOST_LAYERS;
  const edges = isExact ? found : Array.from({ length: MOST_LAYERS }, (_, step) => (step + 1) / MOST_LAYERS);
  let [low, high, from] = [0, 0, 0];
  // The last layer reaches to a loss of 1 though none may have been seen: that it was not is no proof.
  for (const to of [...edges, 1]) {
    if (to <= from) continue;
    const sure = shareOf(strata, (loss) => loss >= to);
    // Where no loss lies within a layer, whoever is above its lower edge is at its upper one.
    const possible = isExact ? sure : shareOf(strata, (loss) => loss > from);
    low += (to - from) * sure.lower;
    high += (to - from) * possible.upper;
    from = to;
  }
  return { low, high };
}

function shareOf(
  strata: readonly LossStratum[],
  counts: (loss: number) => boolean,
): { lower: number; upper: number } {
  const interval = moverInterval({
    strata: strata.map(({ weight, losses }) => {
      let [successes, trials] = [0, 0];
      for (const [loss, decisions] of losses) {
        trials += decisions;
        if (counts(loss)) successes += decisions;
      }
      return { weight, successes, trials };
    }),
    confidence: CONFIDENCE,
  });
  return interval ?? { lower: 0, upper: 1 };
}
