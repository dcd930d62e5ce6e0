import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Policy } from '../contracts/policy.ts';
import { Problem } from '../contracts/problem.ts';
import { createGate, type Gate, type GateClock } from '../gate/create-gate.ts';

export type { Route, RouteReason } from '../gate/decision.ts';

export interface GateRequest {
  /** A JSON array of policies, or `{version: 1, policies: […]}`. */
  readonly policiesFile: string;
  /** Secret of the audit draw; null where none was given. */
  readonly salt: string | null;
  readonly now: GateClock;
}

const SHORTEST_SALT = 16;
const MEND = `give --salt-file FILE or LEEWAY_SALT, a secret of ${SHORTEST_SALT} characters or more that stays the same (openssl rand -hex 32 makes one)`;

const PoliciesFile = z
  .union([z.array(z.unknown()), z.object({ version: z.literal(1), policies: z.array(z.unknown()) })])
  .transform((file) => (Array.isArray(file) ? file : file.policies));

/**
 * The gate over the policies of a file.
 *
 * @throws Problem configuration: the file holds no policies, or they let the AI act and there is no salt
 */
export function openGate({ policiesFile, salt, now }: GateRequest): Gate {
  const policies = readPolicies(policiesFile);
  const acts = policies.some(({ autonomous, onTheLoop }) => autonomous !== null || onTheLoop !== null);
  if (acts && salt === null)
    throw new Problem(
      'configuration',
      `${policiesFile}: lets the AI act, and without a salt nobody can draw audits; ${MEND}`,
    );
  if (salt !== null && salt.length < SHORTEST_SALT)
    throw new Problem('configuration', `the salt is shorter than ${SHORTEST_SALT} characters; ${MEND}`);
  return createGate(policies, { salt, now });
}

/**
 * Reads a salt from a file; blanks around it are no part of it.
 *
 * @throws Problem configuration: it cannot be read
 */
export function readSalt(path: string): string {
  return readText(path).trim();
}

function readPolicies(path: string): Policy[] {
  const refuse = (reason: string): Problem => new Problem('configuration', `${path}: ${reason}`);
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw refuse('is no JSON; name the policies as leeway writes them');
  }
  const file = PoliciesFile.safeParse(content);
  if (!file.success) throw refuse('is neither a JSON array of policies nor {"version":1,"policies":[…]}');
  const policies = file.data.map((one, place) => {
    const policy = Policy.safeParse(one);
    if (policy.success) return policy.data;
    const [issue] = policy.error.issues;
    throw refuse(`policy ${place + 1}: ${issue?.path.join('.') || 'top level'}: ${issue?.message}`);
  });
  const domains = policies.map(({ domain }) => domain);
  const twice = domains.find((domain, place) => domains.indexOf(domain) < place);
  if (twice !== undefined) throw refuse(`${twice} has two policies; leave the one that is in force`);
  return policies;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Problem('configuration', `${path}: cannot be read; check the name`);
  }
}
