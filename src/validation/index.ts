/** The promise, measured: lives of domains whose truth is known, under Leeway's rule and under the usual ones. */
export { addTallies, type LivesTally, type LivesTask, liveAll } from './lives.ts';
export { planValidation } from './plan.ts';
export { SCENARIOS } from './scenarios.ts';
export { summariseScenario } from './summarise.ts';
