import type { Configuration } from '../contracts/configuration.ts';
import { Cuts } from '../contracts/cut.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { Problem } from '../contracts/problem.ts';
import type { Recalibration } from '../contracts/recalibration.ts';
import { cutsOf } from '../reliability/cuts-of.ts';
import { recalibrationOf } from '../reliability/recalibration-of.ts';
import { cutCounts } from '../store/cuts/cut-counts.ts';
import { missingDecisions } from '../store/cuts/missing-decisions.ts';
import type { Database } from '../store/database.ts';
import { answerOnce } from './answer-once.ts';
import { type DomainQuestion, readDomain } from './domain-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which domain and model, by which rules, and when. */
export interface CutsQuestion extends DomainQuestion {
  /** Null means the newest. */
  readonly model: string | null;
}

/**
 * The error rate of one domain of a store taken apart: by model, segment, trigger, amount, reviewer and time, and which
 * slices are worse than the rest.
 *
 * @throws Problem usage: the store has no such domain, or that no such model; input-refused: there is no such store,
 * another process has it, or nothing is in it
 */
export async function cutsFromStore(place: StorePlace, question: CutsQuestion): Promise<Cuts> {
  const asked = { question: 'cuts', asked: question, shape: Cuts };
  return withStore(place, (db) =>
    answerOnce(db, place.code ?? null, asked, () => cutsOnRecord(db, question, true)),
  );
}

/**
 * The same on a store that is open. Reads the rows of the domain, and makes temporary tables of its connection.
 *
 * @param refresh whether to bring its counts up to its newest run first, which writes
 */
export async function cutsOnRecord(db: Database, question: CutsQuestion, refresh: boolean): Promise<Cuts> {
  const { asOf, newest, models } = await readDomain(db, question, refresh);
  const { domain, model, configuration } = question;
  const subject = model === null ? newest : models.find((one) => one.model === model);
  if (subject === undefined) throw unknownModel(domain, model, models);
  return (await cutsOfEvidence(db, { subject, models, configuration, asOf })).cuts;
}

/** The same of evidence that is read already, and what would mend its confidence; `models` are all of its domain, the newest first. */
export async function cutsOfEvidence(
  db: Database,
  {
    subject,
    models,
    configuration,
    asOf,
  }: {
    readonly subject: Evidence;
    readonly models: readonly Evidence[];
    readonly configuration: Configuration;
    readonly asOf: string;
  },
): Promise<{ readonly cuts: Cuts; readonly recalibration: Recalibration }> {
  const counts = await cutCounts(db, subject, configuration, asOf);
  const missing = await missingDecisions(db, subject);
  return {
    cuts: cutsOf(counts, { asOf, evidence: subject, models, missing }),
    recalibration: recalibrationOf(counts.folds),
  };
}

const MOST_NAMES = 12;

function unknownModel(domain: string, model: string | null, models: readonly Evidence[]): Problem {
  const names = models.slice(0, MOST_NAMES).map((one) => one.model);
  const more = models.length > MOST_NAMES ? ` and ${models.length - MOST_NAMES} more` : '';
  return new Problem(
    'usage',
    `${model}: no model of ${domain} in the store (it has: ${names.join(', ')}${more})`,
    {
      models: models.length,
    },
  );
}
