import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Database } from '../../../src/store/database.ts';
import { checkIds as lookAt } from '../../../src/store/reading/repeated-ids.ts';
import { type Sql, sql } from '../../../src/store/sql.ts';
import { random } from '../../support/random.ts';

let db: Database;
beforeAll(async () => {
  db = await Database.open();
});
afterAll(() => db.close());

const listed = (ids: readonly (string | null)[]): Sql =>
  sql`(SELECT unnest(from_json(${JSON.stringify(ids)}, '["VARCHAR"]')) AS decision_id)`;

/** Everything that is found out about some ids. */
async function checkIds(ids: Sql) {
  const { rows } = await db.row(
    z.object({ rows: z.number() }),
    sql`SELECT count(*)::DOUBLE AS rows FROM ${ids}`,
  );
  const { mayRepeat, ...counts } = await lookAt(db, ids, rows);
  return { ...counts, mayRepeat: await mayRepeat() };
}

describe('checkIds', () => {
  it('tells rows, missing ids and whether any repeats, as a set does', async () => {
    const id = fc.oneof(
      { weight: 30, arbitrary: fc.nat(2000).map(String) },
      { weight: 1, arbitrary: fc.constantFrom('', null) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(id, { maxLength: 60 }), async (ids) => {
        const present = ids.filter((one) => one !== null && one !== '');
        expect(await checkIds(listed(ids))).toEqual({
          rows: ids.length,
          missing: ids.length - present.length,
          mayRepeat: new Set(present).size < present.length,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('finds one repeat among three hundred thousand, wherever it stands, and none where there is none', async () => {
    const many = (extra: Sql): Sql =>
      sql`(SELECT 'id ' || i AS decision_id FROM range(300000) AS t (i) ${extra})`;
    expect(await checkIds(many(sql``))).toEqual({ rows: 300_000, missing: 0, mayRepeat: false });
    const chance = random(3);
    for (let trial = 0; trial < 8; trial++) {
      const repeated = `id ${chance.below(300_000)}`;
      const { mayRepeat } = await checkIds(many(sql`UNION ALL SELECT ${repeated}`));
      expect(mayRepeat, repeated).toBe(true);
    }
  });

  it('does not take one id that fills the file for many', async () => {
    const one = sql`(SELECT 'same' AS decision_id FROM range(100000))`;
    expect(await checkIds(one)).toEqual({ rows: 100_000, missing: 0, mayRepeat: true });
  });

  it('tells letters, blanks and forms of letters apart', async () => {
    expect((await checkIds(listed(['a', 'A', ' a', 'a ', 'é', 'e\u0301', '1', '01', '1.0']))).mayRepeat).toBe(
      false,
    );
  });

  it('knows an empty file', async () => {
    expect(await checkIds(listed([]))).toEqual({ rows: 0, missing: 0, mayRepeat: false });
  });
});
