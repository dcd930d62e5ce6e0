import * as z from 'zod';
import { Mapping } from '../contracts/mapping.ts';
import { HttpProblem } from './http-problem.ts';

/** Header in which a mapping comes: its JSON, in base64url. */
export const MAPPING_HEADER = 'leeway-mapping';

const Query = z.strictObject({
  wait: z.enum(['true', 'false']).optional(),
  strict: z.enum(['true', 'false']).optional(),
});
const Key = z.string().min(1).max(255);

/** What a request wants besides that its body be taken. */
export interface Asked {
  readonly key: string | null;
  readonly mapping: Mapping | null;
  readonly wait: boolean;
  readonly strict: boolean;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads `?wait`, `?strict`, `Prefer: wait`, `Idempotency-Key` and the mapping.
 *
 * @throws HttpProblem 400
 */
export function askedIn(query: unknown, headers: Headers): Asked {
  const parsed = Query.safeParse(query);
  if (!parsed.success)
    throw new HttpProblem(400, 'the query may have wait and strict, each true or false; leave out the rest');
  const strict = parsed.data.strict === 'true';
  const prefers = /(?:^|,)\s*wait\b/i.test(String(headers['prefer'] ?? ''));
  const key = headers['idempotency-key'];
  if (key !== undefined && !Key.safeParse(key).success)
    throw new HttpProblem(400, 'an Idempotency-Key has 1 to 255 characters');
  return {
    key: key === undefined ? null : String(key),
    mapping: mappingIn(headers[MAPPING_HEADER]),
    wait: parsed.data.wait === 'true' || prefers || strict,
    strict,
  };
}

function mappingIn(header: string | readonly string[] | undefined): Mapping | null {
  if (header === undefined) return null;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(String(header), 'base64url').toString('utf8'));
  } catch {
    throw new HttpProblem(400, `${MAPPING_HEADER}: is no JSON in base64url`);
  }
  const parsed = Mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'top level'}: ${message}`,
  );
  throw new HttpProblem(400, `${MAPPING_HEADER}: ${faults.join('; ')}`);
}

/** A mapping as the header takes it. */
export function mappingHeader(mapping: Mapping): string {
  return Buffer.from(JSON.stringify(mapping)).toString('base64url');
}
