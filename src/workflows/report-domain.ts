import { rulesFor } from '../contracts/configuration.ts';
import { DomainReport } from '../contracts/domain-report.ts';
import { reliabilityOf } from '../reliability/reliability-of.ts';
import type { Database } from '../store/database.ts';
import { targetOf } from '../tuning/target.ts';
import { answerOnce } from './answer-once.ts';
import { cutsOfEvidence } from './cuts-of-domain.ts';
import { type DomainQuestion, readDomain } from './domain-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * How reliable one domain of a store has been, in full: each of its models by itself.
 *
 * @throws Problem usage: the store has no such domain; input-refused: there is no such store, another process has it, or
 * nothing is in it
 */
export async function reportFromStore(place: StorePlace, question: DomainQuestion): Promise<DomainReport> {
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
  question: DomainQuestion,
  refresh: boolean,
): Promise<DomainReport> {
  const { asOf, newest, models } = await readDomain(db, question, refresh);
  const { domain, configuration } = question;
  return {
    version: 1,
    asOf,
    domain,
    limit: targetOf(rulesFor(configuration, domain)).risk,
    models: models.map(reliabilityOf),
    ...(await cutsOfEvidence(db, { subject: newest, models, configuration, asOf })),
  };
}
