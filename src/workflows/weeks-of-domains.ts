import type { Configuration } from '../contracts/configuration.ts';
import type { DomainWeeks } from '../contracts/domain-weeks.ts';
import { domainWeeks, weeksUntil } from '../reliability/domain-weeks.ts';
import { weekCounts } from '../store/cuts/week-counts.ts';
import type { Database } from '../store/database.ts';
import type { History } from '../store/history.ts';

/**
 * The error rate of every domain in its last twelve weeks: from the counts that a store keeps, in one question for all of
 * them.
 *
 * @param history of all domains, read on this connection
 */
export async function weeksOf(
  db: Database,
  { asOf, understood, evidence }: Pick<History, 'asOf' | 'understood' | 'evidence'>,
  configuration: Configuration,
): Promise<DomainWeeks> {
  const weeks = weeksUntil(asOf);
  const counts = await weekCounts(db, understood, configuration, weeks[0] as string);
  return { version: 1, asOf, weeks, domains: domainWeeks(weeks, counts, evidence) };
}
