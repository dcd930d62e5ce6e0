import type { Configuration } from '../contracts/configuration.ts';
import type { CountsTaken } from '../contracts/counts.ts';
import { Problem } from '../contracts/problem.ts';
import { rulesDigest } from '../store/kept/kept-state.ts';
import { refuseRules } from '../warehouse/written-statements.ts';
import type { Counting } from './counts/counted-store.ts';

/** What an engine answered, in files. */
export interface ImportRequest {
  readonly files: readonly string[];
  readonly configuration: Configuration;
}

/**
 * Takes what an engine answered to the statements of `leeway evidence sql`, all of it or nothing: it stands in the place of what was
 * taken before.
 *
 * @throws Problem input-refused: an answer that is missing, damaged or of another time, or a store that holds decisions;
 * configuration: statements that were written under other rules
 */
export async function importEvidence(
  counting: Counting,
  { files, configuration }: ImportRequest,
): Promise<CountsTaken> {
  refuseRules(configuration);
  const rules = rulesDigest(configuration);
  return counting(async (store) => {
    await store.reach(rules);
    const answers = { files, rules, fromDay: null, partDays: 1, attached: null, isImported: true };
    const taken = await store.take(answers);
    if (taken === null)
      throw new Problem(
        'input-refused',
        `${files.join(', ')}: no decision is counted in it; run the statements again`,
      );
    return taken;
  });
}
