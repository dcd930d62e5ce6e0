import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { Problem } from '../contracts/problem.ts';
import type { Recommendation, RecommendationReport } from '../contracts/recommendation.ts';
import { registerOf } from '../governance/register-of.ts';
import type { Database } from '../store/database.ts';
import { asksForRows, readRecord } from '../store/record/read-record.ts';
import { domainReliability } from '../tuning/domain-reliability.ts';
import { answerOnce } from './answer-once.ts';
import { authorityHeld } from './authority-held.ts';
import { statusOf } from './domain-status.ts';
import { governanceIn } from './govern/governing.ts';
import { recommendOnRecord } from './keep-store.ts';
import { recommendOn } from './recommend-on.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which rules, and when. */
export interface DomainsQuestion {
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
}

/**
 * How reliable each (domain, model) of a store has been, what it may do now, and what comes next.
 *
 * @throws Problem input-refused: there is no such store, another process has it, or nothing is in it
 */
export async function domainsFromStore(
  place: StorePlace,
  question: DomainsQuestion,
): Promise<DomainReliabilityReport> {
  const asked = { question: 'domains', asked: question, shape: DomainReliabilityReport };
  return withStore(place, (db) =>
    answerOnce(db, place.code ?? null, asked, () => domainsOnRecord(db, question, true)),
  );
}

/**
 * The same on a store that is open.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 * @param recommended what is recommended by the same question, where somebody has it already
 */
export async function domainsOnRecord(
  db: Database,
  question: DomainsQuestion,
  refresh: boolean,
  recommended?: () => Promise<RecommendationReport>,
): Promise<DomainReliabilityReport> {
  const { configuration, asOf } = question;
  const isCounted = !asksForRows(configuration);
  const history = await readRecord(
    db,
    isCounted ? configuration : countedRules(configuration),
    asOf,
    refresh,
  );
  const governance = await governanceIn(db);
  const recommend = async (): Promise<RecommendationReport> => {
    if (recommended !== undefined) return recommended();
    if (!isCounted) return recommendOnRecord(db, { ...question, firstLook: false }, refresh);
    const held = authorityHeld(governance, configuration, history.asOf);
    return recommendOn(db, history, configuration, false, held);
  };
  const names = history.evidence.map(({ domain }) => domain);
  const register = new Map(
    registerOf(governance, names, history.asOf).domains.map((entry) => [entry.domain, entry]),
  );
  const found = await orRefusal(recommend);
  return {
    version: 1,
    asOf: history.asOf,
    input: history.summary,
    refused: found.refused,
    domains: history.evidence.map((evidence) => {
      const { domain, model } = evidence;
      const own = found.recommendations.find((one) => one.domain === domain && one.model === model);
      const reliability = domainReliability(evidence, rulesFor(configuration, domain));
      return statusOf(reliability, register.get(domain), own);
    }),
  };
}

/** Rules that nothing can be recommended by must not hide what was seen. */
async function orRefusal(recommend: () => Promise<RecommendationReport>): Promise<{
  readonly recommendations: readonly Recommendation[];
  readonly refused: string | null;
}> {
  try {
    return { recommendations: (await recommend()).recommendations, refused: null };
  } catch (error) {
    if (error instanceof Problem && error.code === 'configuration')
      return { recommendations: [], refused: error.message };
    throw error;
  }
}

/** Without what only a search asks of the rows themselves: the counts that are kept then suffice, and are the same. */
export function countedRules(configuration: Configuration): Configuration {
  const { defaults, domains } = configuration;
  const without = { slices: [], onDrift: 'in-the-loop' as const, scale: 'confidence' as const };
  return {
    ...configuration,
    prior: 'default',
    defaults: { ...defaults, ...without },
    domains: Object.fromEntries(Object.entries(domains).map(([name, own]) => [name, { ...own, ...without }])),
  };
}
