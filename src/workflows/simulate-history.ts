import { Problem } from '../contracts/problem.ts';
import { scenarioContactCenter } from '../store/simulation/contact-center.ts';
import { type SimulationOptions, type SimulationSummary, simulate } from '../store/simulation/simulate.ts';

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
  const scenario = SCENARIOS[options.scenario as keyof typeof SCENARIOS];
  if (scenario === undefined) {
    throw new Problem(
      'usage',
      `--scenario ${options.scenario}: no such scenario; one of ${SCENARIO_NAMES.join(', ')}`,
    );
  }
  return simulate({ ...options, scenario });
}
