import {
  CONFIDENCE_BANDS,
  type ConfidenceNight,
  type ShiftDirection,
  type ShiftMemory,
} from '../contracts/confidence-shift.ts';
import { ConformalRanks, Random, type RankBet, rankBetFactors } from '../statistics/index.ts';
import { type ChangeState, calm, followChange } from './change-alarm.ts';

/**
 * Decisions of a night that are looked at, drawn by chance: enough to see within few nights a shift that matters, and
 * too few to sound over one that does not.
 */
const MOST_A_NIGHT = 50;

/** Low p-values are high confidences. */
const BETS: readonly (RankBet & { readonly direction: ShiftDirection })[] = [0.5, 0.9].flatMap((size) => [
  { tilt: -size, bend: 0, direction: 'more-sure' },
  { tilt: size, bend: 0, direction: 'less-sure' },
  { tilt: 0, bend: size, direction: 'more-spread' },
  { tilt: 0, bend: -size, direction: 'less-spread' },
]);

/** What one night of confidences made of the alarm. */
export interface ShiftNews {
  readonly alarm: boolean;
  /** The first day of the nights since which confidences seem to have shifted; this one where they do not seem to have. */
  readonly changedOn: number;
  readonly direction: ShiftDirection;
}

type Watched = Pick<ShiftMemory, 'seen' | 'bets' | 'streaks'>;

/**
 * Watches the confidences of one model, night after night, without any verdict: each is ranked among all before it, and
 * bets are placed on the ranks. As long as confidences are exchangeable, whatever their distribution is, the mean number
 * of nights to a false alarm is at least `arlNights`. After an alarm it begins anew, ranks and all.
 *
 * @see Vovk, Petej, Nouretdinov, Ahlberg, Carlsson & Gammerman, "Retrain or not retrain: conformal test martingales for
 * change-point detection", 2021
 */
export class ShiftWatch {
  readonly #arlNights: number;
  readonly #seed: number;
  readonly #pValues = new Float64Array(MOST_A_NIGHT);
  #urn = new Uint8Array(0);
  #ranks: ConformalRanks;
  #state: ChangeState;
  /** The first day of each bet's streak. */
  #since: readonly number[];

  /**
   * @param arlNights at least 1
   * @param seed decides which decisions are looked at, in which order, and how ties are broken
   * @param known what such a watch knew after the nights before; absent where there were none
   */
  constructor(arlNights: number, seed: number, known?: Watched) {
    this.#arlNights = arlNights;
    this.#seed = seed;
    this.#ranks = new ConformalRanks(CONFIDENCE_BANDS, known?.seen);
    this.#state = known === undefined ? calm(BETS.length) : stateOf(known);
    this.#since = known?.streaks.map(({ since }) => since) ?? BETS.map(() => 0);
  }

  /** All that the nights so far mean for those to come. */
  get known(): Watched {
    const { bets, streaks } = this.#state;
    return {
      seen: this.#ranks.seen,
      bets: bets.map((bet) => (bet === Number.NEGATIVE_INFINITY ? null : bet)),
      streaks: streaks.map((streak, j) => ({ ...streak, since: this.#since[j] as number })),
    };
  }

  /** @param night with at least one decision; nights come in their order */
  next({ day, counts }: ConfidenceNight): ShiftNews {
    // Each night has a chance of its own, so that a late row changes the draws of its own night only.
    const chance = new Random(Math.imul(this.#seed, 0x9e3779b1) + day);
    const pValues = this.#draw(counts, chance);
    const news = followChange(this.#state, rankBetFactors(BETS, pValues), this.#arlNights);
    this.#state = news.state;
    this.#since = news.state.streaks.map(({ nights }, j) => (nights > 1 ? (this.#since[j] as number) : day));
    const changedOn = this.#since[news.strongest] as number;
    if (news.alarm) {
      this.#ranks = new ConformalRanks(CONFIDENCE_BANDS);
      this.#state = calm(BETS.length);
    }
    const { direction } = BETS[news.strongest] as (typeof BETS)[number];
    return { alarm: news.alarm, changedOn, direction };
  }

  /** Ranks as many of a night's decisions as are looked at, in an order that chance draws (Durstenfeld 1964). */
  #draw(counts: ConfidenceNight['counts'], chance: Random): Float64Array {
    let total = 0;
    for (let band = 0; band < counts.length; band++) total += counts[band] as number;
    // One urn for all nights: a typed array of its own for each would cost more than the draw.
    if (total > this.#urn.length) this.#urn = new Uint8Array(2 * total);
    const urn = this.#urn;
    for (let band = 0, filled = 0; band < counts.length; band++) {
      const count = counts[band] as number;
      if (count > 0) urn.fill(band, filled, filled + count);
      filled += count;
    }
    const looked = Math.min(total, MOST_A_NIGHT);
    for (let i = 0; i < looked; i++) {
      const other = i + Math.floor(chance.uniform() * (total - i));
      const band = urn[other] as number;
      urn[other] = urn[i] as number;
      this.#pValues[i] = this.#ranks.next(band, chance.uniform());
    }
    return this.#pValues.subarray(0, looked);
  }
}

function stateOf({ bets, streaks }: Watched): ChangeState {
  return {
    bets: bets.map((bet) => bet ?? Number.NEGATIVE_INFINITY),
    streaks: streaks.map(({ log, nights }) => ({ log, nights })),
  };
}
