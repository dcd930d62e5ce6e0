import type { Evidence, EvidenceCell, Outcome } from '../../src/contracts/evidence.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Decisions that freeze the starts of a search. */
const START_DECISIONS = 500;

/** What happens on one night, before anything of it is seen. */
export interface Night {
  readonly decisions: number;
  /** Inclusion probability by place in the world's confidences. */
  readonly rates: readonly number[];
}

export interface LifeOptions {
  readonly world: World;
  readonly chance: Random;
  /** When a verdict comes, in nights after its decision; at once where nothing is said. */
  readonly delay?: (isWrong: boolean, chance: Random) => number;
  /** Nights for which decisions are left out whole. */
  readonly maturity?: number;
  /** Whether the history names its policies; else the smallest rate ever seen bounds every bet. */
  readonly namesPolicies?: boolean;
}

/** Decisions of one confidence under one policy, by what became of them. */
type Cells = Readonly<Record<'agree' | 'override' | 'pending' | 'unreviewed', EvidenceCell>>;

interface Waiting {
  readonly place: number;
  readonly cells: Cells;
  readonly isWrong: boolean;
  readonly due: number;
}

/**
 * One domain's history as it grows, and the evidence that a nightly job finds: counts that are added to in place, by
 * the rules of the contract (young decisions left out whole, older ones without a verdict pending).
 */
export class Life {
  /** Verdicts and errors by place, as they arrived: all that a careless method looks at. */
  readonly arrived: Float64Array;
  readonly wrong: Float64Array;
  /** Errors among the verdicts that came last night. */
  lastErrors = 0;
  readonly #options: LifeOptions;
  readonly #cells: EvidenceCell[] = [];
  readonly #cellsOf = new Map<string, Cells>();
  readonly #policies = new Map<string, readonly Cells[]>();
  readonly #cumulative: readonly number[];
  readonly #young: Waiting[][] = [];
  #underway: Waiting[] = [];
  #starts: number[] = [];
  #night = 0;
  #decisions = 0;
  #smallest = 1;

  constructor(options: LifeOptions) {
    this.#options = options;
    let sum = 0;
    this.#cumulative = options.world.shares.map((share) => {
      sum += share;
      return sum;
    });
    this.arrived = new Float64Array(this.#cumulative.length);
    this.wrong = new Float64Array(this.#cumulative.length);
  }

  live({ decisions, rates }: Night): void {
    const { world, chance, delay, maturity = 0 } = this.#options;
    const policy = this.#policyOf(rates);
    const tonight: Waiting[] = [];
    const areStartsFrozen = this.#starts.length >= START_DECISIONS;
    this.#night += 1;
    this.#decisions += decisions;
    this.lastErrors = 0;
    for (let i = 0; i < decisions; i += 1) {
      const place = this.#drawPlace(chance.uniform());
      const cells = policy[place] as Cells;
      if (this.#starts.length < START_DECISIONS) this.#starts.push(world.confidences[place] as number);
      const rate = rates[place] as number;
      if (rate < 1 && !chance.chance(rate)) {
        cells.unreviewed.decisions += 1;
        continue;
      }
      const isWrong = chance.chance(world.risks[place] as number);
      if (delay === undefined) {
        this.#arrive(place, isWrong);
        judge(cells, isWrong);
      } else tonight.push({ place, cells, isWrong, due: this.#night + delay(isWrong, chance) });
    }
    if (!areStartsFrozen) this.#starts = this.#starts.toSorted((a, b) => b - a);
    if (delay !== undefined) this.#age(tonight, maturity);
  }

  /** The evidence that a job finds this night; good until the next one. */
  evidence(): Evidence {
    const cells = this.#cells.filter((cell) => cell.decisions > 0);
    const isNamed = this.#options.namesPolicies !== false;
    return {
      domain: 'refunds',
      model: 'agent-1',
      selection: this.#smallest === 1 ? 'full' : 'audited',
      audits: null,
      firstDecidedAt: '2026-01-01T00:00:00.000Z',
      lastDecidedAt: '2026-07-01T00:00:00.000Z',
      decisions: this.#decisions,
      immature: this.#young.reduce((sum, night) => sum + night.length, 0),
      bands: 'exact',
      startConfidences: this.#starts,
      cells: isNamed ? cells : cells.map((cell) => ({ ...cell, smallestInclusion: this.#smallest })),
    };
  }

  #drawPlace(point: number): number {
    let place = 0;
    while (place < this.#cumulative.length - 1 && point >= (this.#cumulative[place] as number)) place += 1;
    return place;
  }

  #arrive(place: number, isWrong: boolean): void {
    (this.arrived[place] as number) += 1;
    if (!isWrong) return;
    (this.wrong[place] as number) += 1;
    this.lastErrors += 1;
  }

  /** Verdicts that are due arrive; decisions that grow old enough are judged, or pending until theirs does. */
  #age(tonight: Waiting[], maturity: number): void {
    this.#young.push(tonight);
    this.#underway = [...this.#underway, ...tonight].filter((one) => {
      if (one.due > this.#night) return true;
      this.#arrive(one.place, one.isWrong);
      if (!this.#young.some((night) => night.includes(one))) {
        one.cells.pending.decisions -= 1;
        judge(one.cells, one.isWrong);
      }
      return false;
    });
    if (this.#young.length <= maturity) return;
    for (const one of this.#young.shift() ?? []) {
      if (one.due <= this.#night) judge(one.cells, one.isWrong);
      else one.cells.pending.decisions += 1;
    }
  }

  #policyOf(rates: readonly number[]): readonly Cells[] {
    const smallest = Math.min(...rates);
    this.#smallest = Math.min(this.#smallest, smallest);
    const name = rates.join();
    const policy =
      this.#policies.get(name) ?? rates.map((rate, place) => this.#cellsAt(place, rate, smallest));
    this.#policies.set(name, policy);
    return policy;
  }

  #cellsAt(place: number, inclusion: number, smallestInclusion: number): Cells {
    const name = `${place} ${inclusion} ${smallestInclusion}`;
    const known = this.#cellsOf.get(name);
    if (known !== undefined) return known;
    const cell = (outcome: Outcome, loss: number | null): EvidenceCell => ({
      domain: 'refunds',
      model: 'agent-1',
      band: this.#options.world.confidences[place] as number,
      eligible: true,
      outcome,
      loss,
      inclusion,
      smallestInclusion,
      decisions: 0,
      excess: 0,
      excessSquared: 0,
      amountCents: 0,
    });
    const cells = {
      agree: cell('agree', 0),
      override: cell('override', 1),
      pending: cell('pending', null),
      unreviewed: cell('unreviewed', null),
    };
    this.#cells.push(...Object.values(cells));
    this.#cellsOf.set(name, cells);
    return cells;
  }
}

function judge(cells: Cells, isWrong: boolean): void {
  cells[isWrong ? 'override' : 'agree'].decisions += 1;
}
