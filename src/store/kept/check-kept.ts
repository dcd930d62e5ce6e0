import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { forgottenBy } from '../record/forgettings.ts';
import { id, raw, sql } from '../sql.ts';
import { gatherChanged } from './changed-rows.ts';
import { addedUp } from './compact-kept.ts';
import { BEGINNING, keptState, rulesDigest } from './kept-state.ts';
import { KEPT, type KeptTable } from './kept-tables.ts';
import { newDays } from './refresh-evidence.ts';

/**
 * Counts all rows anew that the kept counts speak of, and compares.
 *
 * @returns counts that differ; null where none are kept under these rules, so that there is nothing to compare
 */
export async function checkKept(db: Database, configuration: Configuration): Promise<number | null> {
  const state = await keptState(db);
  if (state === null || state.rules !== rulesDigest(configuration)) return null;
  const from = { ...state, decidedBefore: BEGINNING };
  for (const table of KEPT)
    await db.run(sql`CREATE OR REPLACE TEMP TABLE ${id(anew(table))} AS FROM ${id(table.name)} LIMIT 0`);
  let votes = 0;
  for (const change of await newDays(db, from, state)) {
    // Decisions of later runs are not in the counts yet.
    const decisions = sql`(FROM ${change.decisions} WHERE run <= ${state.run}::INTEGER)`;
    votes += (await gatherChanged(db, { ...change, decisions, runs: state.run }, configuration, 'leave'))
      .votes;
    for (const table of KEPT)
      await db.run(sql`INSERT INTO ${id(anew(table))} BY NAME SELECT *, 0 AS refresh FROM (${table.count})`);
  }
  const gone = await forgottenBy(db);
  let differing = votes + gone.votes === state.votes ? 0 : 1;
  for (const table of KEPT) {
    const [keys, sums] = [Object.keys(table.keys).join(', '), table.sums];
    const minus = sums.map((sum) => `-${sum} AS ${sum}`).join(', ');
    const left = sums.map((sum) => `sum(${sum}) <> 0`).join(' OR ');
    differing +=
      await db.count(sql`(SELECT ${raw(keys)} FROM (SELECT * FROM (${addedUp(table)}) WHERE NOT forgotten UNION ALL SELECT ${raw(`${keys}, ${minus}`)} FROM (${addedUp(table, id(anew(table)))}))
        GROUP BY ${raw(keys)} HAVING ${raw(left)})`);
    await db.run(sql`DROP TABLE ${id(anew(table))}`);
  }
  return differing;
}

function anew({ name }: KeptTable): string {
  return `anew_${name}`;
}
