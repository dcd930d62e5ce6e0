import type { DomainWeeks } from '../contracts/domain-weeks.ts';
import { domainWeeks, weeksUntil } from '../reliability/domain-weeks.ts';
import { weekCounts } from '../store/cuts/week-counts.ts';
import type { Database } from '../store/database.ts';
import { readRecord } from '../store/record/read-record.ts';
import { countedRules, type DomainsQuestion } from './domains-of-store.ts';

/**
 * The error rate of every domain in its last twelve weeks, on a store that is open: from the counts that it keeps, in one
 * question for all of them.
 *
 * @throws Problem input-refused: nothing is in it
 */
export async function weeksOnRecord(
  db: Database,
  { configuration, asOf }: DomainsQuestion,
): Promise<DomainWeeks> {
  const history = await readRecord(db, countedRules(configuration), asOf, false);
  const weeks = weeksUntil(history.asOf);
  const counts = await weekCounts(db, history.understood, configuration, weeks[0] as string);
  return {
    version: 1,
    asOf: history.asOf,
    weeks,
    domains: domainWeeks(weeks, counts, history.evidence),
  };
}
