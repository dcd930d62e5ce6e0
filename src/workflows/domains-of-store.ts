import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import type { Database } from '../store/database.ts';
import { readRecord } from '../store/record/read-record.ts';
import { domainReliability } from '../tuning/domain-reliability.ts';
import { answerOnce } from './answer-once.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which rules, and when. */
export interface DomainsQuestion {
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
}

/**
 * How reliable each (domain, model) of a store has been. Nothing is searched for: it costs what reading the counts does.
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
 */
export async function domainsOnRecord(
  db: Database,
  { configuration, asOf }: DomainsQuestion,
  refresh: boolean,
): Promise<DomainReliabilityReport> {
  const history = await readRecord(db, countedRules(configuration), asOf, refresh);
  return {
    version: 1,
    asOf: history.asOf,
    input: history.summary,
    domains: history.evidence.map((evidence) =>
      domainReliability(evidence, rulesFor(configuration, evidence.domain)),
    ),
  };
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
