import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONFIDENCE_BANDS,
  type ConfidenceNight,
  type ConfidenceShift,
  confidenceBand,
  type ShiftDirection,
  ShiftMemory,
} from '../../src/contracts/confidence-shift.ts';
import { findShift } from '../../src/tuning/index.ts';
import { ShiftWatch } from '../../src/tuning/shift-watch.ts';
import { type Random, random } from '../support/random.ts';

type Draw = (chance: Random) => number;

/** A night of so many decisions, whose confidences (in [0, 1]) are drawn one by one. */
function night(day: number, decisions: number, draw: Draw, chance: Random): ConfidenceNight {
  const counts = Array<number>(CONFIDENCE_BANDS).fill(0);
  for (let i = 0; i < decisions; i++)
    (counts[confidenceBand(Math.floor(draw(chance) * 1_000_000))] as number) += 1;
  return { day, counts };
}

function record(
  nights: number,
  decisions: number,
  drawOn: (day: number) => Draw,
  seed: number,
): ConfidenceNight[] {
  const chance = random(seed);
  return Array.from({ length: nights }, (_, day) => night(day, decisions, drawOn(day), chance));
}

const smooth: Draw = (chance) => 1 - 0.5 * chance.uniform() ** 2;
/** What an AI says that states its confidence in words. */
const coarse: Draw = (chance) => chance.pick([0.85, 0.9, 0.9, 0.95, 0.95, 0.95, 1]);

/** Nights to the first alarm, cut off at `most`. */
function firstAlarm(nights: number, decisions: number, draw: Draw, arl: number, seed: number): number {
  const [watch, chance] = [new ShiftWatch(arl, seed), random(1000 + seed)];
  for (let day = 0; day < nights; day++)
    if (watch.next(night(day, decisions, draw, chance)).alarm) return day + 1;
  return nights;
}

function shiftIn(nights: readonly ConfidenceNight[], seed: number): ConfidenceShift | null {
  return findShift(nights, null, seed).found;
}

/** A memory as it is after it was written down and read again. */
function writtenDown(memory: ShiftMemory): ShiftMemory {
  return ShiftMemory.parse(JSON.parse(JSON.stringify(memory)));
}

describe('the alarm on confidences', () => {
  it.each([
    ['smooth', smooth, 12],
    ['coarse', coarse, 12],
    ['coarse and few', coarse, 2],
    ['more than are looked at', smooth, 120],
    ['all the same', () => 0.9, 30],
  ] as const)('sounds falsely no more often than promised: %s', (_, draw, decisions) => {
    const [arl, most, lives] = [25, 250, 150];
    const nights = Array.from({ length: lives }, (_, seed) => firstAlarm(most, decisions, draw, arl, seed));
    // Cut off at ten times the promise, so that the mean seen is below the true one.
    expect(nights.reduce((sum, one) => sum + one, 0) / lives).toBeGreaterThan(arl);
  });

  it('is seldom heard in a record whose confidences stay as they were', () => {
    const found = Array.from({ length: 40 }, (_, seed) =>
      shiftIn(
        record(120, 40, () => smooth, seed),
        seed,
      ),
    );
    // A third of a year of a mean of at least one year.
    expect(found.filter((one) => one !== null).length).toBeLessThanOrEqual(13);
  });

  it.each<[ShiftDirection, Draw]>([
    ['more-sure', (chance) => 1 - 0.25 * chance.uniform() ** 2],
    ['less-sure', (chance) => 1 - 0.5 * chance.uniform()],
    ['more-spread', (chance) => (chance.chance(0.5) ? 0.999 : 1 - 0.5 * (0.5 + 0.5 * chance.uniform()))],
    ['less-spread', (chance) => 0.82 + 0.1 * chance.uniform()],
  ])('tells within few nights that the AI is %s, and since when', (direction, after) => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const found = seeds.map((seed) =>
      shiftIn(
        record(70, 40, (day) => (day < 60 ? smooth : after), seed),
        seed,
      ),
    );
    expect(found.map((shift) => shift?.direction)).toEqual(seeds.map(() => direction));
    const dayOf = (day: string | undefined): number => Date.parse(day ?? '') / 86_400_000;
    for (const shift of found) {
      expect(dayOf(shift?.soundedOn)).toBeGreaterThanOrEqual(60);
      expect(dayOf(shift?.soundedOn)).toBeLessThanOrEqual(64);
    }
    const off = found.map((shift) => Math.abs(dayOf(shift?.changedOn) - 60)).sort((a, b) => a - b);
    expect(off[10]).toBeLessThanOrEqual(1);
    expect(off[19]).toBeLessThanOrEqual(7);
  });

  it('lets a shift pass that is too small to matter, however many decisions there are', () => {
    const nudged: Draw = (chance) => 1 - 0.5 * (chance.uniform() * 0.99) ** 2;
    for (let seed = 0; seed < 5; seed++)
      expect(
        shiftIn(
          record(80, 20_000, (day) => (day < 60 ? smooth : nudged), seed),
          seed,
        ),
      ).toBeNull();
  });

  it('counts how often it sounded, and tells of the last time', () => {
    const low: Draw = (chance) => 0.3 * chance.uniform();
    const twice = record(90, 40, (day) => (day >= 30 && day < 60 ? low : smooth), 3);
    expect(shiftIn(twice, 1)).toMatchObject({ alarms: 2, direction: 'more-sure' });
  });

  it('answers the same for the same seed, and plain numbers for any nights', () => {
    const counts = fc
      .array(fc.tuple(fc.nat(CONFIDENCE_BANDS - 1), fc.integer({ min: 1, max: 5000 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((pairs) => {
        const columns = Array<number>(CONFIDENCE_BANDS).fill(0);
        for (const [band, count] of pairs) columns[band] = count;
        return columns;
      });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 30 }), fc.integer(), (all, seed) => {
        const nights = all.map((one, day) => ({ day: 3 * day, counts: one }));
        const [first, again] = [new ShiftWatch(50, seed), new ShiftWatch(50, seed)];
        for (const one of nights) {
          const news = first.next(one);
          expect(again.next(one)).toEqual(news);
          expect(news.changedOn).toBeLessThanOrEqual(one.day);
          expect(news.direction).toMatch(/^(more|less)-/);
        }
      }),
    );
    expect(shiftIn([], 1)).toBeNull();
  });

  it('knows after nights that came in several parts what it knows of all at once', () => {
    const low: Draw = (chance) => 0.3 * chance.uniform();
    fc.assert(
      fc.property(fc.nat(999), fc.array(fc.nat(70), { maxLength: 6 }), (seed, cuts) => {
        const nights = record(70, 30, (day) => (day % 40 < 20 ? smooth : low), seed);
        const ends = [...cuts, nights.length].sort((a, b) => a - b);
        let memory: ShiftMemory | null = null;
        for (const [place, end] of ends.entries())
          memory = writtenDown(findShift(nights.slice(ends[place - 1] ?? 0, end), memory, seed));
        expect(memory).toEqual(findShift(nights, null, seed));
      }),
      { numRuns: 40 },
    );
  });

  it('makes the same of the same nights as long as its number stays', () => {
    // Where this fails and is to fail, raise the number of the watch: memories of the old one are then left alone.
    const { watch, ...known } = findShift(record(200, 60, (day) => (day < 150 ? smooth : coarse), 1));
    const digest = createHash('sha256').update(JSON.stringify(known)).digest('hex');
    expect({ watch, found: known.found, digest }).toMatchInlineSnapshot(`
      {
        "digest": "a06360cce5ff4ac586264713943dcfd27dfc840761582338499c929226a95b6d",
        "found": {
          "alarms": 1,
          "changedOn": "1970-05-31",
          "direction": "more-sure",
          "soundedOn": "1970-05-31",
        },
        "watch": 1,
      }
    `);
  });
});

describe('the bands in which confidences are compared', () => {
  it('rise with the confidence, from the first to the last', () => {
    const bands = Array.from({ length: 100_001 }, (_, i) => confidenceBand(i * 10));
    expect(bands[0]).toBe(0);
    expect(bands.at(-1)).toBe(CONFIDENCE_BANDS - 1);
    const steps = new Set(bands.slice(1).map((band, i) => band - (bands[i] as number)));
    expect(steps).toEqual(new Set([0, 1]));
  });
});
