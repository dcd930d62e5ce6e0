import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionWithout, moveFrom } from '../../src/tuning/held.ts';

const AS_OF = '2026-05-01T00:00:00.000Z';
const HELD = { thresholdPpm: 900_000, level: 'on-the-loop', widenFrom: null, mayGraduate: false } as const;

describe('moveFrom(held, lowest, step, asOf)', () => {
  it('widens to the step where nothing is held', () => {
    expect(moveFrom(null, 800_000, 900_000, AS_OF, false)).toEqual({
      ...{ action: 'widen', level: 'on-the-loop', limitedBy: ['step'], thresholdPpm: 900_000 },
    });
    expect(moveFrom(null, 800_000, 800_000, AS_OF, false).limitedBy).toEqual([]);
  });

  it('holds where no step is small enough', () => {
    expect(moveFrom(null, 800_000, null, AS_OF, false)).toMatchObject({
      action: 'hold',
      level: 'in-the-loop',
    });
    expect(moveFrom(HELD, 800_000, null, AS_OF, true)).toMatchObject({
      action: 'hold',
      level: 'on-the-loop',
    });
  });

  it('narrows what the evidence no longer speaks for, also inside a cooldown', () => {
    const cooling = { ...HELD, widenFrom: '2026-06-01T00:00:00.000Z' };
    expect(moveFrom(cooling, 950_000, 950_000, AS_OF, false)).toEqual({
      ...{ action: 'narrow', level: 'on-the-loop', limitedBy: [], thresholdPpm: 950_000 },
    });
  });

  it('leaves what was earned where the evidence still speaks for it, and chance alone took the certificate', () => {
    expect(moveFrom(HELD, 950_000, 950_000, AS_OF, true)).toMatchObject({
      action: 'hold',
      thresholdPpm: null,
    });
    expect(actionWithout(HELD, 'insufficient_verdicts', true)).toBe('hold');
    expect(actionWithout(HELD, 'insufficient_verdicts', false)).toBe('narrow');
    expect(actionWithout(HELD, 'drifted', true)).toBe('narrow');
    expect(actionWithout(undefined, 'drifted', false)).toBe('none');
  });

  it('waits for the end of the cooldown, to the instant', () => {
    const until = (widenFrom: string) => moveFrom({ ...HELD, widenFrom }, 800_000, 850_000, AS_OF, true);
    expect(until('2026-05-01T00:00:00.001Z')).toMatchObject({ action: 'hold', limitedBy: ['cooldown'] });
    expect(until(AS_OF)).toMatchObject({ action: 'widen', thresholdPpm: 850_000, limitedBy: ['step'] });
  });

  it('says that nothing holds it back where nothing more is certified', () => {
    expect(moveFrom(HELD, 900_000, 900_000, AS_OF, true)).toMatchObject({ action: 'hold', limitedBy: [] });
  });

  it('graduates where the threshold stays and it has been on the loop long enough', () => {
    expect(moveFrom({ ...HELD, mayGraduate: true }, 900_000, 900_000, AS_OF, true)).toEqual({
      ...{ action: 'widen', level: 'autonomous', limitedBy: [], thresholdPpm: 900_000 },
    });
  });

  it('never proposes less than what is certified, and widens only downwards', () => {
    const ppm = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        ppm,
        ppm,
        fc.option(ppm),
        fc.boolean(),
        fc.boolean(),
        (thresholdPpm, lowest, step, mayGraduate, speaks) => {
          const at = step === null ? null : Math.max(step, lowest);
          const move = moveFrom({ ...HELD, thresholdPpm, mayGraduate }, lowest, at, AS_OF, speaks);
          const proposed = move.thresholdPpm;
          expect(proposed === null || proposed >= lowest).toBe(true);
          if (move.action === 'widen') expect(proposed).toBeLessThanOrEqual(thresholdPpm);
          if (move.action === 'narrow') expect(proposed).toBeGreaterThan(thresholdPpm);
          expect(move.action === 'narrow').toBe(lowest > thresholdPpm && !speaks);
        },
      ),
    );
  });
});
