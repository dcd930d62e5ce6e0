import { describe, expect, it } from 'vitest';
import { LastAnswers } from '../../src/workflows/served/last-answers.ts';
import { Renewals } from '../../src/workflows/served/renewals.ts';

/** A store in which things change, and a question to it that takes a while. */
function store() {
  const state = { changes: 0, decided: 0 };
  const time = { ms: 0 };
  const asked: ((answer: string) => void)[] = [];
  const elapsed = () => time.ms;
  const last = new LastAnswers<string>(() => ({ ...state }), new Renewals(elapsed), elapsed);
  return {
    ...{ state, time, asked },
    ask: (isFresh = false, question = 'q') =>
      last.of(question, { isFresh }, () => new Promise<string>((resolve) => asked.push(resolve))),
    answer: async (text: string) => {
      for (const resolve of asked.splice(0)) resolve(text);
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

/** One with a first answer that took so long. */
async function answered(tookMs: number) {
  const one = store();
  const first = one.ask();
  one.time.ms += tookMs;
  await one.answer('first');
  await first;
  return one;
}

describe('the last answer', () => {
  it('is waited for where there is none', async () => {
    const one = store();
    const first = one.ask();
    await one.answer('first');
    expect(await first).toEqual({ answer: 'first', ageMs: 0 });
  });

  it('is the newest while nothing changes, and is not worked out again', async () => {
    const { ask, asked } = await answered(100);
    expect(await ask()).toEqual({ answer: 'first', ageMs: 0 });
    expect(await ask(true)).toEqual({ answer: 'first', ageMs: 0 });
    expect(asked).toEqual([]);
  });

  it('is heard with its age while a newer one is worked out', async () => {
    const { ask, answer, asked, state, time } = await answered(100);
    state.changes += 1;
    time.ms += 1000;
    expect(await ask()).toEqual({ answer: 'first', ageMs: 1100 });
    expect(await ask()).toEqual({ answer: 'first', ageMs: 1100 });
    expect(asked).toHaveLength(1);
    await answer('second');
    expect(await ask()).toEqual({ answer: 'second', ageMs: 0 });
  });

  it('is the newer one where that is there at once', async () => {
    const { ask, answer, state, time } = await answered(100);
    state.changes += 1;
    time.ms += 1000;
    const told = ask();
    await answer('second');
    expect(await told).toEqual({ answer: 'second', ageMs: 0 });
  });

  it('is never heard by whoever must have the newest, not even from work that began before', async () => {
    const { ask, answer, asked, state, time } = await answered(100);
    state.changes += 1;
    time.ms += 1000;
    await ask();
    state.changes += 1;
    const fresh = ask(true);
    expect(asked).toHaveLength(2);
    const [before, after] = asked.splice(0);
    after?.('third');
    expect(await fresh).toEqual({ answer: 'third', ageMs: 0 });
    // What began earlier ends later, and replaces nothing.
    before?.('second');
    await answer('');
    expect(await ask()).toEqual({ answer: 'third', ageMs: 0 });
  });

  it('misses nothing that people decided', async () => {
    const { ask, answer, state } = await answered(100);
    state.decided += 1;
    const told = ask();
    await answer('second');
    expect(await told).toEqual({ answer: 'second', ageMs: 0 });
  });

  it('leaves others their turn', async () => {
    const { ask, asked, state, time } = await answered(1000);
    state.changes += 1;
    time.ms += 2999;
    await ask();
    expect(asked).toHaveLength(0);
    time.ms += 1;
    await ask();
    expect(asked).toHaveLength(1);
  });

  it('is worked out again one at a time, and leaves half of the time to what comes in', async () => {
    const { ask, answer, asked, state, time } = await answered(1000);
    const other = ask(false, 'other');
    await answer('other');
    await other;
    state.changes += 1;
    time.ms += 3000;
    await ask();
    await ask(false, 'other');
    expect(asked).toHaveLength(1);
    time.ms += 500;
    await answer('second');
    time.ms += 499;
    await ask(false, 'other');
    expect(asked).toHaveLength(0);
    time.ms += 1;
    await ask(false, 'other');
    expect(asked).toHaveLength(1);
  });

  it('is not heard, old, by the first who asks for a minute', async () => {
    const { ask, answer, asked, state, time } = await answered(100);
    time.ms += 60_000;
    state.changes += 1;
    expect(await ask()).toEqual({ answer: 'first', ageMs: 60_100 });
    await answer('second');
    state.changes += 1;
    time.ms += 60_001;
    const told = ask();
    expect(asked).toHaveLength(1);
    await answer('third');
    expect(await told).toEqual({ answer: 'third', ageMs: 0 });
  });

  it('stays where a newer one cannot be worked out, which whoever must have it hears', async () => {
    const state = { changes: 0, decided: 0 };
    const elapsed = () => state.changes * 1000;
    const last = new LastAnswers<string>(() => ({ ...state }), new Renewals(elapsed), elapsed);
    const work = () => (state.changes === 0 ? Promise.resolve('first') : Promise.reject(new Error('gone')));
    await last.of('q', { isFresh: false }, work);
    state.changes += 1;
    expect(await last.of('q', { isFresh: false }, work)).toMatchObject({ answer: 'first' });
    await expect(last.of('q', { isFresh: true }, work)).rejects.toThrow('gone');
  });
});
