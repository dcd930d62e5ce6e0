import { ValidationMethod } from '../contracts/validation.ts';
import type { World } from './world.ts';
import { BANDS, even, half, ordered, overconfident, spoken, world } from './worlds.ts';

/** A world, how often it is lived through, and by which methods. */
export interface Scenario {
  readonly about: string;
  readonly world: World;
  readonly lives: number;
  /** Lives of the methods that are there to be compared with. */
  readonly usualLives: number;
  /** The lives end when the AI first acts alone: only the way there is measured. */
  readonly untilFirst: boolean;
  /** The backlog is looked at once, by the exact look. */
  readonly firstLook: boolean;
}

/** What leeway is compared with: every other method that the report can name. */
export const USUAL_METHODS: readonly ValidationMethod[] = ValidationMethod.options.filter(
  (method) => method !== 'leeway',
);

const honesty = (about: string, over: World): Scenario => ({
  about,
  world: over,
  lives: 4000,
  usualLives: 1000,
  untilFirst: false,
  firstLook: false,
});

const HONESTY: readonly Scenario[] = [
  honesty('every threshold exactly at its limit', world('at-the-limit', {})),
  {
    // The sharpest test of all, close to delta by design: many lives, so that the interval can tell it from more.
    ...honesty(
      'one threshold, exactly at its limit, looked at after every verdict',
      world('one-at-the-limit', {
        ...{ edges: [0.9], shares: [1], risks: [0.05], single: true },
        ...{ nights: 4000, decisionsPerNight: 1 },
      }),
    ),
    lives: 16_000,
  },
  honesty(
    'a limit of 1 % and a delta of 1 %',
    world('strict-at-the-limit', { risk: 0.01, delta: 0.01, risks: even(BANDS, 0.01) }),
  ),
  honesty('a risk that rises as confidence falls', world('ordered', ordered)),
  honesty('seven spoken confidences', world('spoken', spoken)),
  honesty('the most confident are the worst', world('overconfident-top', overconfident)),
  honesty('verdicts that come three nights later, at the limit', world('late-verdicts', { delayNights: 3 })),
  honesty(
    'a risk that moves between bands, never below the limit',
    world('restless', {
      risks: half.shares.map((_, band) => (band < 25 ? 0.05 : 0.08)),
      turn: { night: 60, risks: half.shares.map((_, band) => (band < 25 ? 0.12 : 0.05)) },
    }),
  ),
  honesty(
    'a new model every 30 nights, each with a record of its own',
    world('new-models', { nights: 30, decisionsPerNight: 60 }),
  ),
  honesty(
    'audits at 5, 20 and 100 % by confidence, at the limit',
    world('audits-by-confidence', {
      review: {
        kind: 'by-band',
        rates: half.shares.map((_, band) => (band < 20 ? 0.05 : band < 35 ? 0.2 : 1)),
      },
    }),
  ),
  honesty(
    'the lightly audited top is worse than the rest',
    world('audited-top-worse', {
      risks: half.shares.map((_, band) => (band < 25 ? 0.08 : 0.02)),
      review: { kind: 'by-band', rates: half.shares.map((_, band) => (band < 25 ? 0.05 : 1)) },
    }),
  ),
  honesty(
    'what the AI does alone is audited at 10 % only, at the limit',
    world('feedback-at-the-limit', { review: { kind: 'by-authority', rate: 0.1 } }),
  ),
  honesty(
    'the same, with a risk that rises as confidence falls',
    world('feedback-ordered', {
      ...ordered,
      decisionsPerNight: 100,
      review: { kind: 'by-authority', rate: 0.1 },
    }),
  ),
];

const first = (about: string, lives: number, over: World): Scenario => ({
  about,
  world: { ...over, single: true, nights: 1_000_000 },
  lives,
  usualLives: 0,
  untilFirst: true,
  firstLook: false,
});

/** Risk, limit and delta of fully reviewed evidence. */
const SETTINGS = [
  [0.02, 0.05, 0.05],
  [0.01, 0.05, 0.05],
  [0.005, 0.02, 0.05],
  [0.001, 0.01, 0.01],
] as const;

/** Audited traffic: limit, then share and risk above and below the threshold now; all below is reviewed. */
const PROFILES = [
  [0.05, [0.75, 0.25], [0.01, 0.04]],
  [0.05, [0.75, 0.25], [0.02, 0.05]],
  [0.05, [0.95, 0.05], [0.02, 0.045]],
  [0.02, [0.8, 0.2], [0.004, 0.012]],
] as const;

const FIRST_AUTHORITY: readonly Scenario[] = [
  ...SETTINGS.map(([error, risk, delta]) =>
    first(
      `first authority, all reviewed: risk ${error}, limit ${risk}, delta ${delta}`,
      4000,
      world(`first-${error}-of-${risk}`, {
        ...{ risk, delta, edges: [0.9], shares: [1], risks: [error], decisionsPerNight: 1 },
      }),
    ),
  ),
  ...PROFILES.flatMap(([risk, shares, risks]) =>
    [0.02, 0.05, 0.1, 0.2].map((rate) =>
      first(
        `first authority, audited at ${rate}: risks ${risks.join(' and ')} on ${shares.join(' and ')}, limit ${risk}`,
        600,
        world(`first-audited-${rate}-of-${risks[0]}-${risks[1]}`, {
          ...{ risk, edges: [0.9, 0.8], shares, risks, decisionsPerNight: 4 },
          review: { kind: 'by-band', rates: [rate, 1] },
        }),
      ),
    ),
  ),
];

/** Five siblings of 500 verdicts, all reviewed: how they err beside a domain that errs as often as `error`, of a limit of 5 %. */
const siblings = (error: number, about: string, risks: readonly number[]): Scenario =>
  first(
    `first authority, a prior from siblings ${about}: risk ${error}`,
    4000,
    world(`siblings-${risks[0]}-beside-${error}`, {
      ...{ edges: [0.9], shares: [1], risks: [error], decisionsPerNight: 1 },
      siblings: { risks, verdicts: 500 },
    }),
  );

const SIBLINGS: readonly Scenario[] = [
  {
    ...honesty(
      'one threshold, exactly at its limit, with a prior from siblings that hardly err',
      world('siblings-mislead', {
        ...{ edges: [0.9], shares: [1], risks: [0.05], single: true },
        ...{ nights: 2000, decisionsPerNight: 1 },
        siblings: { risks: even(5, 0.001), verdicts: 500 },
      }),
    ),
    lives: 16_000,
    usualLives: 0,
  },
  siblings(0.01, 'that are like it', even(5, 0.01)),
  siblings(0.01, 'that err often', even(5, 0.045)),
  siblings(0.02, 'that are like it', even(5, 0.02)),
  siblings(0.02, 'that hardly err', even(5, 0.001)),
];

const backlog = (name: string, about: string, shape: typeof ordered): Scenario => ({
  about: `one look at 2000 verdicts: ${about}`,
  world: world(`backlog-${name}`, { ...shape, nights: 1, decisionsPerNight: 2000 }),
  lives: 2000,
  usualLives: 1000,
  untilFirst: false,
  firstLook: true,
});

const long = (name: string, about: string, shape: typeof ordered): Scenario => ({
  about: `50 000 verdicts: ${about}`,
  world: world(`long-${name}`, { ...shape, nights: 500, decisionsPerNight: 100 }),
  lives: 400,
  usualLives: 0,
  untilFirst: false,
  firstLook: false,
});

const STRENGTH: readonly Scenario[] = [
  backlog('ordered', 'a risk that rises as confidence falls', ordered),
  backlog('spoken', 'seven spoken confidences', spoken),
  backlog('overconfident-top', 'the most confident are the worst', overconfident),
  long('ordered', 'a risk that rises as confidence falls', ordered),
  long('spoken', 'seven spoken confidences', spoken),
  long('overconfident-top', 'the most confident are the worst', overconfident),
  {
    ...honesty(
      '180 nights of 100 decisions in ten bands, audited at 10 % where the AI acts alone',
      world('lifecycle', {
        edges: [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5],
        shares: even(10),
        risks: [0.004, 0.006, 0.01, 0.016, 0.023, 0.033, 0.046, 0.066, 0.11, 0.25],
        ...{ decisionsPerNight: 100, review: { kind: 'by-authority', rate: 0.1 } },
      }),
    ),
    lives: 2000,
  },
];

export const SCENARIOS: readonly Scenario[] = [...HONESTY, ...FIRST_AUTHORITY, ...STRENGTH, ...SIBLINGS];
