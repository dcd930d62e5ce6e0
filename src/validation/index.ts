/** The promise, measured: lives of domains whose truth is known, under Leeway's rule and under the usual ones. */
export { addTallies, type LivesTally, type LivesTask, liveAll } from './lives.ts';
export { planValidation } from './plan.ts';
export { summariseScenario } from './summarise.ts';
export type { Lived } from './trial.ts';
export { TRIALS } from './trials.ts';
