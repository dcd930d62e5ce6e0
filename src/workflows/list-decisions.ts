import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Condition } from '../contracts/condition.ts';
import { rulesFor } from '../contracts/configuration.ts';
import { listDecisions } from '../store/record/list-decisions.ts';
import { type DomainQuestion, readDomain } from './domain-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * The decisions behind a figure of a report, as CSV.
 *
 * @param write takes the bytes, as they come
 * @throws Problem usage: the store has no such domain
 */
export async function decisionsFromStore(
  place: StorePlace,
  { where, ...question }: DomainQuestion & { readonly where: readonly Condition[] },
  write: (chunk: string) => Promise<void>,
): Promise<number> {
  return withStore(place, async (db) => {
    const { asOf } = await readDomain(db, question, true);
    const { domain, configuration } = question;
    const { maturity } = rulesFor(configuration, domain);
    const matureUntil = new Date(Date.parse(asOf) - maturity).toISOString();
    const path = join(db.scratch, 'decisions.csv');
    const rows = await listDecisions(db, path, { domain, where, until: asOf, matureUntil });
    for await (const chunk of createReadStream(path, 'utf8')) await write(String(chunk));
    return rows;
  });
}
