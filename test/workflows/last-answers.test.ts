import { describe, expect, it } from 'vitest';
import { LastAnswers } from '../../src/workflows/last-answers.ts';

/** A store in which things change, and a question to it that takes a while. */
function store() {
  const state = { changes: 0, decided: 0 };
  const time = { ms: 0 };
  const asked: ((answer: string) => void)[] = [];
  const last = new LastAnswers<string>(
    () => ({ ...state }),
    () => time.ms,
  );
  return {
    ...{ state, time, asked },
    ask: (isFresh = false) =>
      last.of('q', { isFresh }, () => new Promise<string>((resolve) => asked.push(resolve))),
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

  it('leaves three quarters of the time to what comes in', async () => {
    const { ask, asked, state, time } = await answered(1000);
    state.changes += 1;
    time.ms += 2999;
    await ask();
    expect(asked).toHaveLength(0);
    time.ms += 1;
    await ask();
    expect(asked).toHaveLength(1);
  });

  it('is not heard when it is older than a minute', async () => {
    const { ask, answer, state, time } = await answered(100);
    state.changes += 1;
    time.ms += 60_001;
    const told = ask();
    await answer('second');
    expect(await told).toEqual({ answer: 'second', ageMs: 0 });
  });

  it('stays where a newer one cannot be worked out, which whoever must have it hears', async () => {
    const state = { changes: 0, decided: 0 };
    const last = new LastAnswers<string>(
      () => ({ ...state }),
      () => state.changes * 1000,
    );
    const work = () => (state.changes === 0 ? Promise.resolve('first') : Promise.reject(new Error('gone')));
    await last.of('q', { isFresh: false }, work);
    state.changes += 1;
    expect(await last.of('q', { isFresh: false }, work)).toMatchObject({ answer: 'first' });
    await expect(last.of('q', { isFresh: true }, work)).rejects.toThrow('gone');
  });
});
