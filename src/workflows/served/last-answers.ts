import { setTimeout as pause } from 'node:timers/promises';
import { Renewals } from './renewals.ts';

/** So long a newer answer is waited for where there is an older one. */
const PATIENCE_MS = 25;
/** One answer is worked out again after so many times as long as that took: the others have their turn. */
const PAUSES = 3;
/** Whoever is the first to ask for so long is told nothing older. */
const UNASKED_MS = 60_000;
const MOST_HELD = 256;

/** How new an answer must be. */
export interface Freshness {
  /** Whether nothing that was in the store when it was asked for may be missing. */
  readonly isFresh: boolean;
}

/** An answer, and how old it is. */
export interface Told<T> {
  readonly answer: T;
  /** Since it began to be worked out; 0 where nothing has changed meanwhile. */
  readonly ageMs: number;
}

interface Held<T> {
  readonly answer: T;
  readonly state: StoreState;
  readonly beganMs: number;
  readonly endedMs: number;
  /** When somebody wanted to know the last time. */
  askedMs: number;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly state: StoreState;
}

/** What changes answers, as numbers that only grow. */
export interface StoreState {
  /** Whatever was written. */
  readonly changes: number;
  /** What people decided: no answer may miss that. */
  readonly decided: number;
}

/**
 * The last answers to one question of a store into which more comes all the time. Who asks hears the newest where it is there
 * at once, else the last one, while a newer one is worked out: many may look on while much comes in.
 */
export class LastAnswers<T> {
  readonly #held = new Map<string, Held<T>>();
  readonly #flights = new Map<string, Flight<T>>();
  readonly #state: () => StoreState;
  readonly #renewals: Renewals;
  readonly #elapsed: () => number;

  /**
   * @param renewals shared with whatever else is worked out again of the same store
   * @param elapsed ms since whenever, never falling
   */
  constructor(
    state: () => StoreState,
    renewals = new Renewals(),
    elapsed: () => number = () => performance.now(),
  ) {
    [this.#state, this.#renewals, this.#elapsed] = [state, renewals, elapsed];
  }

  /** @param asked JSON of whatever else changes the answer */
  async of(asked: unknown, { isFresh }: Freshness, work: () => Promise<T>): Promise<Told<T>> {
    const key = JSON.stringify(asked);
    const [held, now] = [this.#held.get(key), this.#state()];
    const at = this.#elapsed();
    const isCold = held !== undefined && at - held.askedMs > UNASKED_MS;
    if (held !== undefined) held.askedMs = at;
    if (held !== undefined && held.state.changes === now.changes && held.state.decided === now.decided)
      return { answer: held.answer, ageMs: 0 };
    if (held === undefined || isFresh || isCold || held.state.decided !== now.decided)
      return { answer: await this.#renewed(key, work), ageMs: 0 };
    if (this.#renewals.isFree && this.#isDue(held)) {
      const newer = this.#renewals
        .run(() => this.#renewed(key, work))
        .then(
          (answer) => ({ answer, ageMs: 0 }),
          // Whoever must have it asks for it, and hears why not.
          () => null,
        );
      const told = await Promise.race([newer, pause(PATIENCE_MS, null)]);
      if (told !== null) return told;
    }
    return { answer: held.answer, ageMs: this.#elapsed() - held.beganMs };
  }

  #isDue({ beganMs, endedMs }: Held<T>): boolean {
    return this.#elapsed() - endedMs >= (endedMs - beganMs) * PAUSES;
  }

  /** Works it out, with others who ask for the same of the same. */
  #renewed(key: string, work: () => Promise<T>): Promise<T> {
    const now = this.#state();
    const flying = this.#flights.get(key);
    if (flying?.state.changes === now.changes && flying.state.decided === now.decided) return flying.answer;
    const flight = { answer: this.#work(key, now, work), state: now };
    this.#flights.set(key, flight);
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.answer.then(land, land);
    return flight.answer;
  }

  async #work(key: string, state: StoreState, work: () => Promise<T>): Promise<T> {
    const beganMs = this.#elapsed();
    const answer = await work();
    const older = this.#held.get(key);
    if (older !== undefined && older.state.changes > state.changes) return answer;
    this.#held.delete(key);
    const [oldest] = this.#held.keys();
    if (this.#held.size >= MOST_HELD && oldest !== undefined) this.#held.delete(oldest);
    const endedMs = this.#elapsed();
    this.#held.set(key, { answer, state, beganMs, endedMs, askedMs: endedMs });
    return answer;
  }
}
