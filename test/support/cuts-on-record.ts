import type { Cuts } from '../../src/contracts/cut.ts';
import type { Database } from '../../src/store/database.ts';
import { cutsOfEvidence } from '../../src/workflows/cuts-of-domain.ts';
import { type DomainQuestion, readDomain } from '../../src/workflows/domain-record.ts';

/** Which domain and model, by which rules, and when; without a model it is the newest. */
interface CutsQuestion extends DomainQuestion {
  readonly model: string | null;
}

/** A domain of an open store taken apart, once its counts are those of its newest run. */
export async function cutsOnRecord(db: Database, question: CutsQuestion, refresh: boolean): Promise<Cuts> {
  const { asOf, newest, models } = await readDomain(db, question, refresh);
  const { model, configuration } = question;
  const subject = model === null ? newest : models.find((one) => one.model === model);
  if (subject === undefined) throw new Error(`no model of this name: ${model}`);
  return (await cutsOfEvidence(db, { subject, models, configuration, asOf })).cuts;
}
