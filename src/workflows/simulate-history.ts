import { Problem } from '../contracts/problem.ts';
import { scenarioContactCenter } from '../store/simulation/contact-center.ts';
import { type SimulationOptions, type SimulationSummary, simulate } from '../store/simulation/simulate.ts';
import type { SimulationScenario } from '../store/simulation/simulate-scenario.ts';

const SCENARIOS = { 'contact-center': scenarioContactCenter };

/** Names of the histories that can be simulated. */
export const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

/**
 * Writes a history whose truth is known.
 * @throws Problem usage: an unknown scenario, or a number that is not whole
 */
export async function simulateHistory(
  options: Omit<SimulationOptions, 'scenario'> & { readonly scenario: string },
): Promise<SimulationSummary> {
  return simulate({ ...options, scenario: scenarioNamed(options.scenario) });
}

/** @throws Problem usage: an unknown scenario */
export function scenarioNamed(name: string): SimulationScenario {
  const scenario = SCENARIOS[name as keyof typeof SCENARIOS];
  if (scenario !== undefined) return scenario;
  throw new Problem('usage', `--scenario ${name}: no such scenario; one of ${SCENARIO_NAMES.join(', ')}`);
}
