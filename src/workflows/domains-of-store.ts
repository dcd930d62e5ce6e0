import { asksForRows } from '../contracts/asks-for-rows.ts';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import type { Governance } from '../contracts/governance.ts';
import { Problem } from '../contracts/problem.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { registerOf } from '../governance/register-of.ts';
import type { Database } from '../store/database.ts';
import { keyOf } from '../store/evidence/start-confidences.ts';
import type { History } from '../store/history.ts';
import { readRecord } from '../store/record/read-record.ts';
import { domainReliability } from '../tuning/domain-reliability.ts';
import { authorityHeld } from './authority-held.ts';
import { statusOf } from './domain-status.ts';
import { governanceIn } from './govern/governing.ts';
import { recommendOn } from './recommend-on.ts';
import { recommendOnRecord } from './recommend-on-record.ts';

/** Which rules, and when. */
export interface DomainsQuestion {
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
}

/** A record that was read once, with all that is asked of it as a whole. */
export interface JudgedRecord {
  readonly history: History;
  readonly governance: Governance;
  /** Why nothing is, where these rules allow no recommendation. */
  readonly recommended: RecommendationReport | Problem;
}

/**
 * Reads a store that is open, and recommends on it.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 */
export async function judgedRecord(
  db: Database,
  question: DomainsQuestion,
  refresh: boolean,
): Promise<JudgedRecord> {
  const { configuration, asOf } = question;
  const isCounted = !asksForRows(configuration);
  const history = await readRecord(
    db,
    isCounted ? configuration : countedRules(configuration),
    asOf,
    refresh,
  );
  const governance = await governanceIn(db);
  try {
    const recommended = isCounted
      ? await recommendOn(
          db,
          history,
          configuration,
          false,
          authorityHeld(governance, configuration, history.asOf),
        )
      : await recommendOnRecord(db, { ...question, firstLook: false }, refresh);
    return { history, governance, recommended };
  } catch (error) {
    // Rules that nothing can be recommended by must not hide what was seen.
    if (error instanceof Problem && error.code === 'configuration')
      return { history, governance, recommended: error };
    throw error;
  }
}

/** @throws Problem configuration: rules by which nothing can be recommended */
export function recommendedIn({ recommended }: Pick<JudgedRecord, 'recommended'>): RecommendationReport {
  if (recommended instanceof Problem) throw recommended;
  return recommended;
}

/** What a judged record says of each (domain, model). */
export function domainsOf(
  { history, governance, recommended }: JudgedRecord,
  configuration: Configuration,
): DomainReliabilityReport {
  const names = history.evidence.map(({ domain }) => domain);
  const register = new Map(
    registerOf(governance, names, history.asOf).domains.map((entry) => [entry.domain, entry]),
  );
  const isRefused = recommended instanceof Problem;
  const own = new Map(isRefused ? [] : recommended.recommendations.map((one) => [keyOf(one), one]));
  return {
    version: 1,
    asOf: history.asOf,
    input: history.summary,
    refused: isRefused ? recommended.message : null,
    domains: history.evidence.map((evidence) => {
      const reliability = domainReliability(evidence, rulesFor(configuration, evidence.domain));
      return statusOf(reliability, register.get(evidence.domain), own.get(keyOf(evidence)));
    }),
  };
}

/** Without what only a search asks of the rows themselves: the counts that are kept then suffice, and are the same. */
export function countedRules(configuration: Configuration): Configuration {
  const { defaults, domains } = configuration;
  const without = {
    ...{ slices: [], onDrift: 'in-the-loop' as const },
    ...{ onAnchoring: 'tell' as const, scale: 'confidence' as const },
  };
  return {
    ...configuration,
    prior: 'default',
    defaults: { ...defaults, ...without },
    domains: Object.fromEntries(Object.entries(domains).map(([name, own]) => [name, { ...own, ...without }])),
  };
}
