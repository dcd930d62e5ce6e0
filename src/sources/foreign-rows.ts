import type { Mapping } from '../contracts/mapping.ts';
import type { Database } from '../store/database.ts';
import { id, join, raw, type Sql, sql } from '../store/sql.ts';
import { ALL_FIELDS } from './fields.ts';
import { atPath, pathsOf } from './paths.ts';
import { NOT_OWN } from './stage-foreign.ts';
import { verdictWord } from './verdict-words.ts';

/**
 * Fills `foreign_rows`: what a tool's records came to, each row with the place of its record, all fields, and the paths that a
 * mapping names. A record of which no row came is a refused one: nothing is lost without a word.
 */
export async function fillRows(db: Database, rows: Sql, mapping: Mapping): Promise<void> {
  const none = ['kind', 'why', ...ALL_FIELDS].map((name) => sql`NULL::VARCHAR AS ${id(name)}`);
  const fields = ALL_FIELDS.filter((field) => field !== 'verdict').map(
    (field) => sql`rows.${id(field)}::VARCHAR AS ${id(field)}`,
  );
  const paths = pathsOf(mapping).map((path) => sql`${atPath(path)} AS ${id(path)}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE foreign_rows AS
    SELECT rows.n, leeway_file, leeway_place, rows.kind, rows.why,
      ${verdictWord(raw('rows.verdict::VARCHAR'), mapping)} AS verdict, ${join([...fields, ...paths], ', ')}
    FROM (SELECT NULL::BIGINT AS n, NULL::JSON AS beside, ${join(none, ', ')} WHERE false
      UNION ALL BY NAME ${NOT_OWN} UNION ALL BY NAME (${rows})) AS rows
    JOIN foreign_records AS records USING (n)`);
  await db.run(sql`INSERT INTO foreign_rows BY NAME
    SELECT n, leeway_file, leeway_place, 'refused' AS kind, 'neither a decision nor a verdict' AS why
    FROM foreign_records WHERE n NOT IN (SELECT n FROM foreign_rows)`);
}
