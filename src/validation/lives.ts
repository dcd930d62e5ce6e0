import type { ValidationMethod } from '../contracts/validation.ts';
import { Random } from '../statistics/random.ts';
import { live, type Stage, stageOf } from './life.ts';
import { FIRST_LOOK, METHODS } from './methods.ts';
import { SCENARIOS } from './scenarios.ts';

/** A piece of the work: some lives of one method in one scenario. */
export interface LivesTask {
  /** Place in `SCENARIOS`. */
  readonly scenario: number;
  readonly method: ValidationMethod;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/** Sums over lives, so that pieces add up in any order. Automation in whole parts per billion: sums repeat to the digit. */
export interface LivesTally {
  readonly lives: number;
  readonly falsely: number;
  readonly finalAutomation: number;
  readonly meanAutomation: number;
  /** Lives in which the AI came to act alone, and what that took. */
  readonly authorised: number;
  readonly verdicts: number;
  readonly domainNights: number;
}

const BILLION = 1e9;
const stages = new Map<number, Stage>();

/** Lives the lives of a task. The same task gives the same tally on every machine and beside any other task. */
export function liveAll({ scenario, method, from, to, seed }: LivesTask): LivesTally {
  const { world, untilFirst, firstLook } = SCENARIOS[scenario] as (typeof SCENARIOS)[number];
  const stage = stages.get(scenario) ?? stageOf(world);
  stages.set(scenario, stage);
  const newWatcher = firstLook && method === 'leeway' ? FIRST_LOOK : METHODS[method];
  let [falsely, final, mean, authorised, verdicts, domainNights] = [0, 0, 0, 0, 0, 0];
  for (let life = from; life < to; life++) {
    // All methods meet the same lives: what differs between them is theirs.
    const random = new Random(seed * 1_000_003 + scenario * 131_071 + life * 7919);
    const one = live(stage, newWatcher, random, untilFirst);
    if (one.falsely) falsely += 1;
    final += Math.round(one.finalAutomation * BILLION);
    mean += Math.round(one.meanAutomation * BILLION);
    domainNights += one.nights;
    if (one.first === null) continue;
    authorised += 1;
    verdicts += one.first.verdicts;
  }
  return {
    lives: to - from,
    falsely,
    finalAutomation: final,
    meanAutomation: mean,
    authorised,
    verdicts,
    domainNights,
  };
}

export function addTallies(a: LivesTally, b: LivesTally): LivesTally {
  return {
    lives: a.lives + b.lives,
    falsely: a.falsely + b.falsely,
    finalAutomation: a.finalAutomation + b.finalAutomation,
    meanAutomation: a.meanAutomation + b.meanAutomation,
    authorised: a.authorised + b.authorised,
    verdicts: a.verdicts + b.verdicts,
    domainNights: a.domainNights + b.domainNights,
  };
}

/** Mean automation that a tally's sums stand for. */
export function automationOf(sum: number, lives: number): number {
  return sum / BILLION / lives;
}
