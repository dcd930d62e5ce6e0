import type { ValidationMethod } from '../contracts/validation.ts';
import { CONTROLS, type Judge, LEEWAY } from './case-judges.ts';
import { liveCases } from './case-life.ts';
import { CASE_SCENARIOS, type CaseScenario } from './case-scenarios.ts';
import { allKnowingShare } from './case-world.ts';
import { leastVerdicts } from './least-verdicts.ts';
import { live, stageOf } from './life.ts';
import { FIRST_LOOK, METHODS } from './methods.ts';
import { SCENARIOS, type Scenario, USUAL_METHODS } from './scenarios.ts';
import type { Lived, Run, Trial } from './trial.ts';
import { allKnowingCoverage } from './world.ts';

/** Domain-nights in a piece of the work, where a night takes less than a microsecond, and where it takes hundreds. */
const NIGHTS_PER_PIECE = 50_000;
const CASE_NIGHTS_PER_PIECE = 1800;

/** Everything that is measured, in the order of the report. A place here decides the coins: new scenarios come last. */
export const TRIALS: readonly Trial[] = [...SCENARIOS.map(trialOf), ...CASE_SCENARIOS.map(caseTrialOf)];

/** Confidence bands and errors, under the search of `LeewayWatcher` and under the usual methods. */
function trialOf({ about, world, lives, usualLives, untilFirst, firstLook }: Scenario): Trial {
  const stage = stageOf(world);
  const nights = untilFirst ? 2000 : world.nights;
  const run = (method: ValidationMethod, lives: number, newWatcher = METHODS[method]): Run => ({
    ...{ method, lives },
    live: (random) => live(stage, newWatcher, random, untilFirst),
  });
  return {
    ...{ name: world.name, about, guarantee: 'selective-risk', risk: world.risk, delta: world.delta },
    selection: world.review.kind === 'full' ? 'full' : 'audited',
    runs: [
      run('leeway', lives, firstLook ? FIRST_LOOK : METHODS.leeway),
      ...USUAL_METHODS.map((method) => run(method, usualLives)),
    ],
    piece: Math.max(1, Math.floor(NIGHTS_PER_PIECE / nights)),
    best: untilFirst ? null : allKnowingCoverage(world, world.turn?.risks ?? world.risks),
    leastVerdicts: () => leastVerdicts(world),
  };
}

/** Cases, under the product's own searches and beside them under what leaves one thing out. */
function caseTrialOf({ about, world, lives, control, controlLives }: CaseScenario): Trial {
  const { target } = world;
  const run = (method: Lived, lives: number, judge: Judge): Run => ({
    ...{ method, lives },
    live: (random) => liveCases(world, judge, random),
  });
  return {
    ...{ name: world.name, about, guarantee: target.guarantee, risk: target.risk, delta: target.delta },
    selection: world.review.kind === 'full' ? 'full' : 'audited',
    runs: [
      run('leeway', lives, LEEWAY[world.promise]),
      ...(control === null ? [] : [run(control, controlLives, CONTROLS[control])]),
    ],
    piece: Math.floor(CASE_NIGHTS_PER_PIECE / world.nights),
    best: allKnowingShare(world),
    leastVerdicts: () => null,
  };
}
