import { setTimeout as pause } from 'node:timers/promises';

/** So long a newer answer is waited for where there is an older one. */
const PATIENCE_MS = 25;
/** Answers are worked out again at most so much of the time: what comes in needs the processor too. */
const SHARE = 1 / 4;
/** Nobody is told anything older, however much comes in, unless working it out takes longer than that. */
const OLDEST_MS = 60_000;
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
  readonly #elapsed: () => number;

  /** @param elapsed ms since whenever, never falling */
  constructor(state: () => StoreState, elapsed: () => number = () => performance.now()) {
    [this.#state, this.#elapsed] = [state, elapsed];
  }

  /** @param asked JSON of whatever else changes the answer */
  async of(asked: unknown, { isFresh }: Freshness, work: () => Promise<T>): Promise<Told<T>> {
    const key = JSON.stringify(asked);
    const [held, now] = [this.#held.get(key), this.#state()];
    if (held !== undefined && held.state.changes === now.changes && held.state.decided === now.decided)
      return { answer: held.answer, ageMs: 0 };
    if (held === undefined || isFresh || held.state.decided !== now.decided || this.#isOld(held))
      return { answer: await this.#renewed(key, work), ageMs: 0 };
    if (this.#isDue(held)) {
      const newer = this.#renewed(key, work).then(
        (answer) => ({ answer, ageMs: 0 }),
        // Whoever must have it asks for it, and hears why not.
        () => null,
      );
      const told = await Promise.race([newer, pause(PATIENCE_MS, null)]);
      if (told !== null) return told;
    }
    return { answer: held.answer, ageMs: this.#elapsed() - held.beganMs };
  }

  #isOld({ beganMs, endedMs }: Held<T>): boolean {
    return this.#elapsed() - beganMs > Math.max(OLDEST_MS, (2 * (endedMs - beganMs)) / SHARE);
  }

  #isDue({ beganMs, endedMs }: Held<T>): boolean {
    return this.#elapsed() - endedMs >= (endedMs - beganMs) * (1 / SHARE - 1);
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
    this.#held.set(key, { answer, state, beganMs, endedMs: this.#elapsed() });
    return answer;
  }
}
