import type { AmountStep } from '../contracts/amount-step.ts';
import { type Evidence, type EvidenceCell, START_DECISIONS } from '../contracts/evidence.ts';
import type { SliceEvidence } from '../contracts/slice.ts';
import type { Random } from '../statistics/random.ts';
import { type BandLottery, bandLottery, drawBand } from './band-lottery.ts';
import { type Case, type CaseWorld, type Claim, groupsOf, isClaimed } from './case-world.ts';

/** How a decision came to be reviewed: before the AI acts, audited where it acts, by a person where it does not. */
const POLICIES = 3;
const [BEFORE, ALONE, BESIDE] = [0, 1, 2];

/** The history of a domain of cases as it grows, and the evidence that a nightly job finds in it. */
export class CaseHistory {
  readonly #world: CaseWorld;
  readonly #random: Random;
  readonly #lottery: BandLottery;
  readonly #levels: readonly number[];
  readonly #lossLottery: BandLottery | null;
  readonly #rate: number;
  /** By case, policy and loss; the last place of each policy is for decisions that nobody saw. */
  readonly #cells: (EvidenceCell | undefined)[] = [];
  readonly #cellsOf: EvidenceCell[][];
  /** The first decisions; by confidence, the highest first, once the night is over. */
  readonly #first: Case[] = [];
  #decisions = 0;

  constructor(world: CaseWorld, random: Random) {
    this.#world = world;
    this.#random = random;
    this.#lottery = bandLottery(world.cases.map(({ share }) => share));
    this.#levels = [0, ...(world.losses?.levels ?? [1])];
    this.#lossLottery = world.losses === null ? null : bandLottery(world.losses.chances);
    this.#rate = world.review.kind === 'full' ? 1 : world.review.rate;
    this.#cellsOf = groupsOf(world).map(() => []);
  }

  /** One night's decisions under an authority; answers how many of them were reviewed. */
  live(authority: Claim | null): number {
    const { cases, decisionsPerNight } = this.#world;
    const random = this.#random;
    const areStartsFrozen = this.#first.length === START_DECISIONS;
    this.#decisions += decisionsPerNight;
    let verdicts = 0;
    for (let i = 0; i < decisionsPerNight; i++) {
      const place = drawBand(this.#lottery, random.uniform());
      const one = cases[place] as Case;
      if (this.#first.length < START_DECISIONS) this.#first.push(one);
      const isError = random.uniform() < one.risk;
      const loss = !isError
        ? 0
        : 1 + (this.#lossLottery === null ? 0 : drawBand(this.#lossLottery, random.uniform()));
      const policy =
        authority === null || this.#rate === 1 ? BEFORE : isClaimed(authority, one) ? ALONE : BESIDE;
      const isSeen = policy !== ALONE || random.uniform() < this.#rate;
      if (isSeen) verdicts += 1;
      this.#cellAt(place, policy as number, isSeen ? loss : this.#levels.length).decisions += 1;
    }
    if (!areStartsFrozen) this.#first.sort((a, b) => b.ppm - a.ppm);
    return verdicts;
  }

  /** Evidence on the whole domain. */
  evidence(): Evidence {
    return this.#evidenceOn(this.#cellsOf.flat(), this.#first);
  }

  /** The same where the AI would take only decisions up to each amount, the smallest first. */
  steps(): AmountStep[] {
    return groupsOf(this.#world).map((group) => {
      const cells = this.#cellsOf.slice(0, group + 1).flat();
      const first = this.#first.filter((one) => one.group <= group);
      return { maxAmount: group + 1, evidence: this.#evidenceOn([...cells, ...this.#above(group)], first) };
    });
  }

  /** Evidence on each slice by itself. */
  slices(): SliceEvidence[] {
    return this.#cellsOf.map((cells, group) => {
      const first = this.#first.filter((one) => one.group === group);
      return { column: 'slice', value: String(group), evidence: this.#evidenceOn(cells, first) };
    });
  }

  /** Decisions of higher amounts, all in one cell: they are never the AI's to take, and no test looks at them. */
  #above(group: number): EvidenceCell[] {
    const [cell, ...others] = this.#cellsOf.slice(group + 1).flat();
    if (cell === undefined) return [];
    const decisions = others.reduce((sum, one) => sum + one.decisions, cell.decisions);
    return [{ ...cell, eligible: false, decisions }];
  }

  #evidenceOn(cells: EvidenceCell[], first: readonly Case[]): Evidence {
    return {
      domain: this.#world.name,
      model: 'simulated',
      selection: cells.every(({ inclusion }) => inclusion === 1) ? 'full' : 'audited',
      audits: null,
      firstDecidedAt: '2026-01-01T00:00:00.000Z',
      lastDecidedAt: '2026-06-30T00:00:00.000Z',
      decisions: this.#decisions,
      immature: 0,
      bands: 'exact',
      startConfidences: first.map(({ ppm }) => ppm),
      cells,
    };
  }

  #cellAt(place: number, policy: number, loss: number): EvidenceCell {
    const index = (place * POLICIES + policy) * (this.#levels.length + 1) + loss;
    const known = this.#cells[index];
    if (known !== undefined) return known;
    const { ppm, group } = this.#world.cases[place] as Case;
    const seen = this.#levels[loss];
    const cell: EvidenceCell = {
      domain: this.#world.name,
      model: 'simulated',
      band: ppm,
      eligible: true,
      outcome: seen === undefined ? 'unreviewed' : seen === 0 ? 'agree' : 'override',
      loss: seen ?? null,
      inclusion: policy === ALONE ? this.#rate : 1,
      smallestInclusion: policy === BEFORE ? 1 : this.#rate,
      decisions: 0,
      excess: 0,
      excessSquared: 0,
      amountCents: 0,
    };
    this.#cells[index] = cell;
    this.#cellsOf[group]?.push(cell);
    return cell;
  }
}
