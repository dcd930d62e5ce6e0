import type { Target } from '../contracts/certificate.ts';
import type { ValidationControl } from '../contracts/validation.ts';
import type { Case, CaseWorld } from './case-world.ts';
import { paretoLosses } from './pareto-losses.ts';

/** A world of cases, how often it is lived through, and what is left out in the lives beside it. */
export interface CaseScenario {
  readonly about: string;
  readonly world: CaseWorld;
  readonly lives: number;
  readonly control: ValidationControl | null;
  readonly controlLives: number;
}

const LIMIT = 0.05;
const target: Target = { risk: LIMIT, delta: 0.05, guarantee: 'selective-risk' };

const base = {
  target,
  sliceRisk: null,
  losses: null,
  nights: 90,
  decisionsPerNight: 60,
  review: { kind: 'full' },
} as const;

const scenario = (
  about: string,
  lives: number,
  world: CaseWorld,
  control: ValidationControl | null,
): CaseScenario => ({ about, world, lives, control, controlLives: control === null ? 0 : 200 });

/** The same, audited where the AI acts alone. */
const auditedToo = (lives: number, world: CaseWorld): CaseScenario =>
  scenario(
    'the same, audited at 20 % where the AI acts alone',
    lives,
    { ...world, name: `${world.name}-audited`, review: { kind: 'by-authority', rate: 0.2 } },
    null,
  );

/** Six spoken confidences, of such shares that the tenths of the first decisions cut between them. */
const SPOKEN = [
  [0.15, 980_000],
  [0.2, 950_000],
  [0.2, 900_000],
  [0.2, 850_000],
  [0.2, 800_000],
  [0.05, 700_000],
] as const;

/** All confidences together stay far below the limit; those in the middle are exactly at it. */
const bandByBand: CaseWorld = {
  ...base,
  name: 'marginal',
  promise: 'marginal',
  target: { ...target, guarantee: 'marginal' },
  cases: SPOKEN.map(([share, ppm], place) => ({
    ...{ share, ppm, group: 0 },
    risk: [0.005, 0.01, LIMIT, 0.01, 0.01, 0.02][place] as number,
  })),
};

const CAP = 500;
const BUDGET = 10;
/** One amount in thirty is above the cap; without it the mean would be eleven times the least. */
const losses = paretoLosses({
  ...{ least: 20, tail: 1.1, cap: CAP },
  levels: [0.05, 0.06, 0.08, 0.1, 0.14, 0.2, 0.3, 0.4, 0.6, 0.8, 1],
});
/** Probability of an error that loses the budget exactly. */
const atBudget = BUDGET / CAP / losses.mean;

/** Ten confidences with a tenth of the decisions each, in multiples of what loses the budget. */
const money = (name: string, multiples: readonly number[]): CaseWorld => ({
  ...base,
  name,
  promise: 'cost',
  target: {
    risk: BUDGET / CAP,
    delta: 0.05,
    guarantee: 'cost',
    budget: BUDGET,
    amountCap: CAP,
  },
  cases: multiples.map((multiple, place) => ({
    ...{ share: 1 / multiples.length, ppm: 950_000 - place * 50_000, group: 0 },
    risk: multiple * atBudget,
  })),
  losses,
});

/** From the fourth threshold down everything together loses the budget exactly. */
const goodAtTheTop = money('cost', [0.2, 0.2, 0.2, 3.4, 1, 1, 1, 1, 1, 1]);

/** Groups with equal shares at three confidences each: the risk of a group by its place, of a confidence within it. */
const groups = (risks: readonly (readonly number[])[], shares: readonly number[]): Case[] =>
  risks.flatMap((own, group) =>
    own.map((risk, place) => ({
      share: (shares[group] as number) / own.length,
      ppm: 950_000 - place * 50_000,
      ...{ risk, group },
    })),
  );

const third = [1, 1, 1].map((one) => one / 3);
const amounts: CaseWorld = {
  ...base,
  name: 'amount-steps',
  promise: 'amount-steps',
  cases: groups(
    [0.005, 0.095, LIMIT].map((risk) => [risk, risk, risk]),
    third,
  ),
};
const sixth = Array<number>(6).fill(1 / 6);

/** At the highest confidence all is well; from the second down the small slice is exactly at its limit. */
const slices: CaseWorld = {
  ...base,
  name: 'slices',
  promise: 'slices',
  sliceRisk: 2 * LIMIT,
  cases: groups(
    [
      [0.002, 0.005, 0.01],
      [0.01, 0.19, 0.1],
    ],
    [0.8, 0.2],
  ),
};

const allAtTheLimit: CaseWorld = {
  ...amounts,
  name: 'amount-steps-at-the-limit',
  cases: groups(
    sixth.map(() => [LIMIT, LIMIT, LIMIT]),
    sixth,
  ),
};

/** As many lives as tell a rate that is allowed from one that is not: more of them where it is near to delta. */
export const CASE_SCENARIOS: readonly CaseScenario[] = [
  scenario(
    'each confidence band by itself, hard ones at the limit between easy ones that could pay for them',
    1500,
    bandByBand,
    'pooled',
  ),
  auditedToo(1000, bandByBand),
  scenario(
    'money lost, amounts far above the cap, exactly at the budget from the fourth threshold down',
    1000,
    goodAtTheTop,
    'normal-interval',
  ),
  auditedToo(600, goodAtTheTop),
  scenario(
    'money lost, one threshold, exactly at the budget',
    2500,
    money('cost-at-the-budget', [1]),
    'normal-interval',
  ),
  scenario('small amounts are fine, with larger ones the limit is reached', 1000, amounts, null),
  auditedToo(600, amounts),
  scenario('six amount steps, every one exactly at the limit', 600, allAtTheLimit, 'undivided-delta'),
  scenario('a slice that reaches its limit, hidden in a good domain', 1500, slices, 'pooled'),
  auditedToo(1000, slices),
];
