import { type Actor, personNamed } from '../contracts/actor.ts';
import { Problem } from '../contracts/problem.ts';
import type { Governing } from '../workflows/govern/governing.ts';
import { withGovernance } from '../workflows/govern/with-governance.ts';
import { instant } from './instant.ts';
import { configurationOf } from './limits.ts';
import { packageVersion } from './package-version.ts';
import { answerPlace } from './store-place.ts';

/** Options of every command that decides something. */
export interface GovernOptions {
  readonly db?: string;
  readonly url?: string;
  readonly config?: string;
  readonly as?: string;
  readonly asOf?: string;
}

export const AS_OPTION = [
  '--as <user>',
  'who acts, as leeway.yaml names people (default: LEEWAY_AS)',
] as const;
export const CONFIG_OPTION = [
  '--config <file>',
  'rules and people (default: leeway.yaml, where there is one)',
] as const;
export const AS_OF_OPTION = ['--as-of <time>', 'judge the evidence as of this time (default: now)'] as const;

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
