import type { Evidence, EvidenceCell } from '../../src/contracts/evidence.ts';
import type { Losses } from '../../src/validation/pareto-losses.ts';
import type { Random } from './random.ts';

export interface MoneyLifeOptions {
  /** Chance of an error at each confidence, highest first; all of them equally common. */
  readonly risks: readonly number[];
  readonly losses: Losses;
  readonly chance: Random;
}

/** A domain's history of losses as it grows, in counts that are added to in place. */
export class MoneyLife {
  readonly #options: MoneyLifeOptions;
  readonly #cells = new Map<string, EvidenceCell>();
  readonly #starts: number[] = [];
  #decisions = 0;

  constructor(options: MoneyLifeOptions) {
    this.#options = options;
  }

  /** One night under one policy: inclusion probability by place. */
  live(decisions: number, rates: readonly number[]): void {
    const { risks, losses, chance } = this.#options;
    const smallestInclusion = Math.min(...rates);
    this.#decisions += decisions;
    for (let i = 0; i < decisions; i += 1) {
      const place = chance.below(risks.length);
      const inclusion = rates[place] as number;
      if (this.#starts.length < 500) this.#starts.push(ppmAt(place));
      const isSeen = inclusion === 1 || chance.chance(inclusion);
      const loss = isSeen ? (chance.chance(risks[place] as number) ? draw(losses, chance) : 0) : null;
      const key = `${place} ${inclusion} ${smallestInclusion} ${loss}`;
      let cell = this.#cells.get(key);
      if (cell === undefined) {
        cell = {
          ...{ domain: 'refunds', model: 'agent-1', band: ppmAt(place), eligible: true },
          outcome: loss === null ? 'unreviewed' : loss === 0 ? 'agree' : 'override',
          ...{ loss, inclusion, smallestInclusion, decisions: 0 },
          ...{ excess: 0, excessSquared: 0, amountCents: 0 },
        };
        this.#cells.set(key, cell);
      }
      cell.decisions += 1;
    }
  }

  evidence(): Evidence {
    const cells = [...this.#cells.values()];
    return {
      domain: 'refunds',
      model: 'agent-1',
      selection: cells.every(({ inclusion }) => inclusion === 1) ? 'full' : 'audited',
      audits: null,
      firstDecidedAt: '2026-01-01T00:00:00.000Z',
      lastDecidedAt: '2026-07-01T00:00:00.000Z',
      decisions: this.#decisions,
      immature: 0,
      bands: 'exact',
      startConfidences: this.#starts.toSorted((a, b) => b - a),
      cells,
    };
  }

  /** The lowest confidence that a threshold lets through. */
  placeOf(thresholdPpm: number): number {
    return this.#options.risks.findLastIndex((_, place) => ppmAt(place) >= thresholdPpm);
  }

  /** Mean and 1.645 standard errors of what was reviewed, as if this were the only look. */
  usualUpperBound(): number {
    let [n, sum, squares] = [0, 0, 0];
    for (const { loss, decisions } of this.#cells.values()) {
      if (loss === null) continue;
      n += decisions;
      sum += decisions * loss;
      squares += decisions * loss ** 2;
    }
    const mean = sum / n;
    return n < 2 ? 1 : mean + 1.645 * Math.sqrt((squares / n - mean ** 2) / n);
  }
}

const ppmAt = (place: number): number => 950_000 - place * 50_000;

function draw({ levels, chances }: Losses, chance: Random): number {
  let point = chance.uniform();
  const index = chances.findIndex((one) => {
    point -= one;
    return point < 0;
  });
  return levels[index] ?? 1;
}
