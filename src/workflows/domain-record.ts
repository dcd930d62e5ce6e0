import type { AmountStep } from '../contracts/amount-step.ts';
import type { Configuration } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { NotThere } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import { readRecord } from '../store/record/read-record.ts';
import { raw, sql } from '../store/sql.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { countedRules } from './domains-of-store.ts';

/** Which domain, by which rules, and when. */
export interface DomainQuestion {
  readonly domain: string;
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the store. */
  readonly asOf: string | null;
}

/** The evidence on one domain of a store. */
export interface DomainRecord {
  readonly asOf: string;
  readonly newest: Evidence;
  /** Of all its models, the newest first. */
  readonly models: readonly Evidence[];
  /** Of the newest, up to each amount step; none where the rules have none. */
  readonly amountSteps: readonly AmountStep[];
}

/** So many names of domains help whoever mistyped one. */
const MOST_NAMES = 12;

/**
 * Reads one domain of a store.
 *
 * @param refresh whether to bring the counts up to the newest run first, which writes
 * @throws NotThere: the store has no such domain
 */
export async function readDomain(
  db: Database,
  { domain, configuration, asOf }: DomainQuestion,
  refresh: boolean,
): Promise<DomainRecord> {
  const history = await readRecord(db, countedRules(configuration), asOf, refresh, domain);
  const own = history.evidence.filter((one) => one.domain === domain);
  const [newest] = newestModels(own);
  if (newest === undefined) throw await unknownDomain(db, domain);
  const models = [...own].sort((a, b) => Number(b === newest) - Number(a === newest));
  return { asOf: history.asOf, newest, models, amountSteps: history.amountSteps.get(newest) ?? [] };
}

/** Of decisions that are here, and of those that an engine has counted. */
const NAMES = raw('(SELECT domain FROM circumstances UNION ALL SELECT domain FROM pushed_cells)');

/** The domains that have decisions, in order. */
export async function domainNames(db: Database): Promise<string[]> {
  return (await db.column(sql`SELECT DISTINCT domain FROM ${NAMES} ORDER BY domain`)).map(String);
}

/** What is said of a name that no domain has, with those that are there. */
export async function unknownDomain(db: Database, domain: string): Promise<NotThere> {
  const names = await domainNames(db);
  const [like] = await db.column(
    sql`SELECT domain FROM (SELECT DISTINCT domain FROM ${NAMES}) ORDER BY damerau_levenshtein(domain, ${domain}), domain LIMIT 1`,
  );
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return new NotThere(
    `${domain}: no decision of this domain in the store; did you mean ${String(like)}? (it has: ${shown}${more})`,
    { domains: names.length },
  );
}
