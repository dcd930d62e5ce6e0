import type { DomainTrend, TrendStep } from '../contracts/domain-parts.ts';
import { domainTrend } from '../reliability/domain-trend.ts';
import { missingDecisions } from '../store/cuts/missing-decisions.ts';
import { trendCounts } from '../store/cuts/trend-counts.ts';
import type { Database } from '../store/database.ts';
import { type DomainQuestion, readDomain } from './domain-record.ts';

/** Which domain, by which rules, when, and in what steps. */
export interface TrendQuestion extends DomainQuestion {
  readonly by: TrendStep;
}

/**
 * The error rate of one domain over time, whichever of its models decided, on a store that is open. Makes temporary tables of
 * its connection.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 * @throws NotThere
 */
export async function trendOnRecord(
  db: Database,
  question: TrendQuestion,
  refresh: boolean,
): Promise<DomainTrend> {
  const { asOf, models } = await readDomain(db, question, refresh);
  const counts = await trendCounts(db, models, question.configuration, { asOf, by: question.by });
  let missing = 0;
  for (const one of models) missing += await missingDecisions(db, one);
  return { version: 1, asOf, domain: question.domain, by: question.by, missing, ...domainTrend(counts) };
}
