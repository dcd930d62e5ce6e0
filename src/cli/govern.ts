import { type Actor, personNamed } from '../contracts/actor.ts';
import { Problem } from '../contracts/problem.ts';
import type { Governing } from '../workflows/govern/governing.ts';
import { withGovernance } from '../workflows/govern/with-governance.ts';
import type { GovernOptions } from './govern-options.ts';
import { instant } from './instant.ts';
import { configurationOf } from './limits.ts';
import { packageVersion } from './package-version.ts';
import { answerPlace } from './store-place.ts';

/**
 * Does something on a store as a person that the configuration names.
 *
 * @throws Problem usage: nobody is named; not-allowed: the configuration names no such person
 */
export async function governed<T>(
  options: GovernOptions,
  work: (governing: Governing) => Promise<T>,
  job?: Actor,
): Promise<T> {
  const configuration = configurationOf(options);
  const request = {
    configuration,
    actor: job ?? actorNamed(options.as ?? process.env['LEEWAY_AS'] ?? '', configuration.people),
    asOf: options.asOf === undefined ? null : instant('--as-of', options.asOf),
    version: packageVersion(),
  };
  return withGovernance(answerPlace(options.db), request, work);
}

function actorNamed(name: string, people: Parameters<typeof personNamed>[1]): Actor {
  if (name === '') throw new Problem('usage', '--as: nobody is named; say who acts, for example --as anna');
  if (!Object.hasOwn(people, name))
    throw new Problem(
      'not-allowed',
      `--as ${name}: the configuration names no such person; add to it, for example people: { ${name}: { roles: [lead] } }`,
    );
  return personNamed(name, people);
}
