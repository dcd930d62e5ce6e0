import type * as z from 'zod';
import type { Database } from '../store/database.ts';
import { answerKept, askedOf, keepAnswer } from '../store/record/kept-answers.ts';

/** A question to a store, and the shape of what answers it. */
export interface Asked<T> {
  readonly question: string;
  /** JSON of whatever changes the answer but what is in the store. */
  readonly asked: unknown;
  readonly shape: z.ZodType<T>;
}

/**
 * Answers a question to a store, or says again what was answered when the same was asked of the same: by the same code, of
 * the same rows.
 *
 * @param code a digest of the code that answers; null where nobody knows it, and nothing is kept
 */
export async function answerOnce<T>(
  db: Database,
  code: string | null,
  question: Asked<T>,
  work: () => Promise<T>,
): Promise<T> {
  if (code === null) return work();
  const kept = await answerKept(db, question.question, await keyOf(db, code, question));
  // The same code held it against its shape when it kept it.
  if (kept !== null) return JSON.parse(kept) as T;
  const answer = await work();
  await keepBeside(db, code, question, answer);
  return answer;
}

/** Keeps an answer for whoever asks for it next; after the work, which may have brought the counts up to date for it. */
export async function keepBeside<T>(
  db: Database,
  code: string | null,
  question: Asked<T>,
  answer: T,
): Promise<void> {
  if (code === null) return;
  const text = JSON.stringify(answer);
  question.shape.parse(JSON.parse(text));
  await keepAnswer(db, question.question, await keyOf(db, code, question), text);
}

function keyOf(db: Database, code: string, { asked }: Asked<unknown>): Promise<string> {
  return askedOf(db, { code, asked });
}

/** So many answers to one question are held: whoever looks at domains goes to and fro. */
const MOST_HELD = 32;

/** The last answers to one question, held while nothing changes in the store that it is asked of. */
export class RecentAnswers<T> {
  readonly #held = new Map<string, T>();

  /** @param asked JSON of whatever else changes the answer */
  async of(db: Database, asked: unknown, work: () => Promise<T>): Promise<T> {
    const key = await askedOf(db, asked);
    const held = this.#held.get(key);
    if (held !== undefined) return held;
    const answer = await work();
    const [oldest] = this.#held.keys();
    if (this.#held.size >= MOST_HELD && oldest !== undefined) this.#held.delete(oldest);
    this.#held.set(key, answer);
    return answer;
  }
}
