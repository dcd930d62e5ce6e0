import * as z from 'zod';
import { Instant } from '../contracts/time.ts';

/** A path that names one thing by its id. */
export const IdPath = z.object({ id: z.string() });

/** A path that names a domain, percent-encoded. */
export const DomainPath = z.object({ domain: z.string() });

/** A query that may say as of when. */
export const TimeQuery = z.strictObject({ asOf: Instant.optional() });
