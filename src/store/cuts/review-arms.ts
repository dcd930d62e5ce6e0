import * as z from 'zod';
import { type Configuration, rulesFor } from '../../contracts/configuration.ts';
import { declaredInclusion } from '../../contracts/declared-inclusion.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { ArmVoices } from '../../contracts/review-signals.ts';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import type { History } from '../history.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';
import { poolRates } from './cut-rows.ts';
import { makeLastWords } from './last-words.ts';
import { earliest } from './review-counts.ts';

const Arm = z.object({
  place: z.number(),
  blind: z.boolean(),
  weight: z.number(),
  voices: z.number(),
  wrong: z.number(),
});

/**
 * Blind verdicts and those in sight of the AI's answer, of all records whose rules refuse swayed ones; counted as for the
 * cuts of one record, by the same tables. Nothing is asked of the rows where no rule does.
 */
export async function reviewArms(
  db: Database,
  { evidence, understood, gatherVotes }: Pick<History, 'evidence' | 'understood' | 'gatherVotes'>,
  configuration: Configuration,
): Promise<ReadonlyMap<Evidence, readonly ArmVoices[]>> {
  const asked = evidence.filter(
    ({ domain, selection }) =>
      selection !== 'unknown' && rulesFor(configuration, domain).onAnchoring === 'refuse',
  );
  if (asked.length === 0) return new Map();
  await db.run(
    sql`CREATE OR REPLACE TEMP TABLE cut_rows AS ${countedRows(understood.relation, asked, configuration)}`,
  );
  await poolRates(db, raw('place'));
  await makeLastWords(db, gatherVotes());
  const cells = await db.rows(
    Arm,
    sql`SELECT place, blind, words.weight, count(*)::DOUBLE AS voices, count(*) FILTER (wrong)::DOUBLE AS wrong
      FROM ${earliest('blind IS NOT NULL', 'decision, blind')} AS words JOIN cut_rows ON cut_rows.rowid = decision
      GROUP BY place, blind, words.weight ORDER BY place, blind, words.weight`,
  );
  for (const table of ['cut_rows', 'cut_words', 'cut_several'])
    await db.run(sql`DROP TABLE temp.${id(table)}`);
  return new Map(
    asked.map((one, own) => [one, cells.flatMap(({ place, ...arm }) => (place === own ? [arm] : []))]),
  );
}

/** The decisions that the evidence counts, each with its weight. */
function countedRows(relation: Sql, asked: readonly Evidence[], configuration: Configuration): Sql {
  const wanted = asked.map(({ domain, model, immature, selection }, place) => {
    const declared = declaredInclusion(rulesFor(configuration, domain), selection);
    return sql`(${place}::INTEGER, ${domain}::VARCHAR, ${model}::VARCHAR, ${immature === 0}::BOOLEAN, ${declared}::DOUBLE)`;
  });
  return sql`SELECT decision_id, place, p AS confidence, coalesce(inclusion, declared) AS rate, coalesce(1 / rate, 1) AS weight,
      coalesce(verdict IN ('agree', 'edit', 'override'), false) AS judged
    FROM (SELECT *, ${MODEL_NAME} AS name FROM ${relation}) AS rows
    JOIN (VALUES ${join(wanted, ', ')}) AS wanted (place, of_domain, of_model, all_of_them, declared)
      ON domain = of_domain AND name = of_model
    WHERE all_of_them OR NOT immature`;
}
