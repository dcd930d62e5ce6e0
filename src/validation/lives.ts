import { Random } from '../statistics/random.ts';
import type { Lived } from './trial.ts';
import { TRIALS } from './trials.ts';

/** A piece of the work: some lives of one method in one scenario. */
export interface LivesTask {
  /** Place in `TRIALS`. */
  readonly scenario: number;
  readonly method: Lived;
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

/**
 * Lives the lives of a task. The same task gives the same tally on every machine and beside any other task.
 *
 * @throws RangeError where the scenario has no lives under the method
 */
export function liveAll({ scenario, method, from, to, seed }: LivesTask): LivesTally {
  const run = TRIALS[scenario]?.runs.find((one) => one.method === method);
  if (run === undefined) throw new RangeError(`no lives under ${method} in scenario ${scenario}`);
  let [falsely, final, mean, authorised, verdicts, domainNights] = [0, 0, 0, 0, 0, 0];
  for (let life = from; life < to; life++) {
    // All methods meet the same lives: what differs between them is theirs.
    const random = new Random(seed * 1_000_003 + scenario * 131_071 + life * 7919);
    const one = run.live(random);
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
