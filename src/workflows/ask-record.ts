import { asksForRows } from '../contracts/asks-for-rows.ts';
import type { Configuration } from '../contracts/configuration.ts';
import { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import { Problem } from '../contracts/problem.ts';
import { RecommendationReport } from '../contracts/recommendation.ts';
import type { Database } from '../store/database.ts';
import { isAnswered } from '../store/record/kept-answers.ts';
import { raw } from '../store/sql.ts';
import { answerOnce, keepBeside } from './answer-once.ts';
import type { DomainsQuestion } from './domains-of-store.ts';
import type { RecordQuestion } from './recommend-on-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * How reliable each (domain, model) of a store has been, what it may do now, and what comes next.
 *
 * @throws Problem input-refused: there is no such store, another process has it, or nothing is in it
 */
export async function domainsFromStore(
  { code = null, ...place }: StorePlace,
  question: DomainsQuestion,
): Promise<DomainReliabilityReport> {
  return withStore(place, (db) => domainsOn(db, code, question));
}

/** Records from which on an answer takes so long that the first who asks should not wait for it either. */
const MANY_RECORDS = 100;

/**
 * Answers anew what was asked of a store before, once more came in or was decided, so that nobody need wait for it; what
 * takes long also where nobody has asked yet. Where that fails, whoever asks is told why.
 */
export async function answerAgain(
  db: Database,
  code: string | null,
  configuration: Configuration,
): Promise<void> {
  if (code === null || asksForRows(configuration)) return;
  if (!(await isAnswered(db, [DOMAINS, RECOMMEND])) && (await db.count(raw('pairs'))) < MANY_RECORDS) return;
  await domainsOn(db, code, { configuration, asOf: null }).catch(() => {});
}

async function domainsOn(
  db: Database,
  code: string | null,
  question: DomainsQuestion,
): Promise<DomainReliabilityReport> {
  return answerOnce(db, code, domainsAsked(question), async () => {
    // Most of the code is for working answers out, and waits until one has to be.
    const { domainsOf, judgedRecord } = await import('./domains-of-store.ts');
    const record = await judgedRecord(db, question, true);
    if (!(record.recommended instanceof Problem))
      await keepBeside(db, code, recommendAsked({ ...question, firstLook: false }), record.recommended);
    return domainsOf(record, question.configuration);
  });
}

/**
 * Recommends on what is in a store: the same as on the files that went into it, given what the AI may do already.
 *
 * @throws Problem input-refused: there is no such store, another process has it, or nothing is in it
 */
export async function recommendFromStore(
  { code = null, ...place }: StorePlace,
  question: RecordQuestion,
): Promise<RecommendationReport> {
  return withStore(place, (db) =>
    answerOnce(db, code, recommendAsked(question), async () => {
      const { recommendOnRecord } = await import('./recommend-on-record.ts');
      // Where nothing is kept, or domains have to be read otherwise, nobody waits for them here.
      return code === null || question.firstLook || asksForRows(question.configuration)
        ? recommendOnRecord(db, question, true)
        : recommendedBeside(db, code, question);
    }),
  );
}

/** What is recommended, with the domains for whoever asks for them next: both are told by one reading. */
async function recommendedBeside(
  db: Database,
  code: string,
  { configuration, asOf }: RecordQuestion,
): Promise<RecommendationReport> {
  const { domainsOf, judgedRecord, recommendedIn } = await import('./domains-of-store.ts');
  const record = await judgedRecord(db, { configuration, asOf }, true);
  await keepBeside(db, code, domainsAsked({ configuration, asOf }), domainsOf(record, configuration));
  return recommendedIn(record);
}

const DOMAINS = 'domains';
const RECOMMEND = 'recommend';

// Written anew, so that the same question is known again however it was put together.
function domainsAsked({ configuration, asOf }: DomainsQuestion) {
  return { question: DOMAINS, asked: { configuration, asOf }, shape: DomainReliabilityReport };
}

function recommendAsked({ configuration, asOf, firstLook }: RecordQuestion) {
  return { question: RECOMMEND, asked: { configuration, asOf, firstLook }, shape: RecommendationReport };
}
