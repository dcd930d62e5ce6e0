import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { DomainReport } from '../contracts/domain-report.ts';
import { Problem } from '../contracts/problem.ts';
import { reliabilityOf } from '../reliability/reliability-of.ts';
import type { Database } from '../store/database.ts';
import { readRecord } from '../store/record/read-record.ts';
import { raw, sql } from '../store/sql.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { targetOf } from '../tuning/target.ts';
import { answerOnce } from './answer-once.ts';
import { cutsOfEvidence } from './cuts-of-domain.ts';
import { countedRules } from './domains-of-store.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which domain, by which rules, and when. */
export interface ReportQuestion {
  readonly domain: string;
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
}

/** So many names of domains help whoever mistyped one. */
const MOST_NAMES = 12;

/**
 * How reliable one domain of a store has been, in full: each of its models by itself.
 *
 * @throws Problem usage: the store has no such domain; input-refused: there is no such store, another process has it, or
 * nothing is in it
 */
export async function reportFromStore(place: StorePlace, question: ReportQuestion): Promise<DomainReport> {
  const asked = { question: 'report', asked: question, shape: DomainReport };
  return withStore(place, (db) =>
    answerOnce(db, place.code ?? null, asked, () => reportOnRecord(db, question, true)),
  );
}

/**
 * The same on a store that is open.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 */
export async function reportOnRecord(
  db: Database,
  { domain, configuration, asOf }: ReportQuestion,
  refresh: boolean,
): Promise<DomainReport> {
  const { asOf: until, evidence } = await readRecord(db, countedRules(configuration), asOf, refresh, domain);
  const own = evidence.filter((one) => one.domain === domain);
  const [newest] = newestModels(own);
  if (newest === undefined) throw await unknownDomain(db, domain);
  const models = [...own].sort((a, b) => Number(b === newest) - Number(a === newest));
  return {
    version: 1,
    asOf: until,
    domain,
    limit: targetOf(rulesFor(configuration, domain)).risk,
    models: models.map(reliabilityOf),
    ...(await cutsOfEvidence(db, { subject: newest, models, configuration, asOf: until })),
  };
}

export async function unknownDomain(db: Database, domain: string): Promise<Problem> {
  const names = await db.column(raw('SELECT DISTINCT domain FROM circumstances ORDER BY domain'));
  const [like] = await db.column(
    sql`SELECT domain FROM (SELECT DISTINCT domain FROM circumstances) ORDER BY damerau_levenshtein(domain, ${domain}), domain LIMIT 1`,
  );
  const shown = names.slice(0, MOST_NAMES).map(String).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return new Problem(
    'usage',
    `${domain}: no decision of this domain in the store; did you mean ${String(like)}? (it has: ${shown}${more})`,
    { domains: names.length },
  );
}
