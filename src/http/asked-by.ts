import * as z from 'zod';
import { nameInPath } from '../contracts/path-name.ts';
import { Instant } from '../contracts/time.ts';

/** A path that names one thing by its id. */
export const IdPath = z.object({ id: z.string() });

/** A path that names a domain, as `pathName` writes it. */
export const DomainPath = z.object({ domain: z.string().transform(nameInPath) });

/** A query that may say as of when. */
export const TimeQuery = z.strictObject({ asOf: Instant.optional() });
