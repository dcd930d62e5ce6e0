import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Condition } from '../contracts/condition.ts';
import { rulesFor } from '../contracts/configuration.ts';
import { listDecisions } from '../store/record/list-decisions.ts';
import { readRecord } from '../store/record/read-record.ts';
import { countedRules } from './domains-of-store.ts';
import { type ReportQuestion, unknownDomain } from './report-domain.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * The decisions behind a figure of a report, as CSV.
 *
 * @param write takes the bytes, as they come
 * @throws Problem usage: the store has no such domain
 */
export async function decisionsFromStore(
  place: StorePlace,
  { domain, configuration, asOf, where }: ReportQuestion & { readonly where: readonly Condition[] },
  write: (chunk: string) => Promise<void>,
): Promise<number> {
  return withStore(place, async (db) => {
    const history = await readRecord(db, countedRules(configuration), asOf, true, domain);
    if (!history.evidence.some((one) => one.domain === domain)) throw await unknownDomain(db, domain);
    const { maturity } = rulesFor(configuration, domain);
    const matureUntil = new Date(Date.parse(history.asOf) - maturity).toISOString();
    const path = join(db.scratch, 'decisions.csv');
    const rows = await listDecisions(db, path, { domain, where, until: history.asOf, matureUntil });
    for await (const chunk of createReadStream(path, 'utf8')) await write(String(chunk));
    return rows;
  });
}
