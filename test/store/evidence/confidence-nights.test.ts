import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIDENCE_BANDS, confidenceBand } from '../../../src/contracts/confidence-shift.ts';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { comparedBand, decimalBand } from '../../../src/store/evidence/band.ts';
import { confidenceNights } from '../../../src/store/evidence/confidence-nights.ts';
import { readHistory } from '../../../src/store/history.ts';
import { sql } from '../../../src/store/sql.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const DAY_MS = 86_400_000;

const row = (over: WrittenRow): WrittenRow => ({
  ...{ decision_id: 'a', domain: 'refunds', model: 'v1', decided_at: '2026-05-01T10:00:00Z' },
  ...{ confidence: 0.9, amount: 10, verdict: 'agree', reviewed_at: null },
  ...over,
});

describe('confidences night by night', () => {
  it('counts every decision that the AI may take, by UTC day and band, whatever became of it', async () => {
    const path = await writeHistory(join(temporaryFolder(), 'history.csv'), [
      row({ decision_id: 'a' }),
      row({ decision_id: 'b', confidence: 0.9049, verdict: null }),
      row({
        decision_id: 'c',
        confidence: 0.1,
        decided_at: '2026-05-03T01:30:00+02:00',
        verdict: 'override',
      }),
      row({ decision_id: 'd', confidence: 1, decided_at: '2026-05-03T00:00:00Z' }),
      row({ decision_id: 'e', amount: 1000 }),
      row({ decision_id: 'f', model: 'v2' }),
      row({ decision_id: 'g', domain: 'billing', model: null }),
    ]);
    const configuration = Configuration.parse({ defaults: { maxAmount: 100 } });
    const db = await Database.open();
    try {
      const { understood, evidence } = await readHistory(db, [path], Mapping.parse({}), configuration, null);
      const [billing, first] = evidence;
      if (billing === undefined || first === undefined) throw new Error('two domains are expected');
      const found = await confidenceNights(db, understood, [first, billing]);
      const seen = (found.get(first) ?? []).map(({ day, counts }) => [
        new Date(day * DAY_MS).toISOString().slice(0, 10),
        Object.fromEntries([...Array.from(counts).entries()].filter(([, count]) => count > 0)),
      ]);
      expect(seen).toEqual([
        ['2026-05-01', { [confidenceBand(900_000)]: 2 }],
        ['2026-05-02', { [confidenceBand(100_000)]: 1 }],
        ['2026-05-03', { [CONFIDENCE_BANDS - 1]: 1 }],
      ]);
      expect(found.get(billing)).toHaveLength(1);
      expect((await confidenceNights(db, understood, [])).size).toBe(0);
    } finally {
      db.close();
    }
  });

  it('numbers bands in SQL as elsewhere, of a confidence and of its decimal band alike', async () => {
    const db = await Database.open();
    try {
      const columns = await db.doubles(
        sql`SELECT p, ${comparedBand('p')} AS own, ${comparedBand('decimal')} AS from_decimal
          FROM (SELECT p::INTEGER AS p, ${decimalBand('p')} AS decimal FROM range(0, 1000001, 7) AS t (p)
            UNION ALL SELECT 1000000, 1000000)`,
      );
      const [ppm, own, decimal] = columns as [Float64Array, Float64Array, Float64Array];
      expect(own).toEqual(ppm.map(confidenceBand));
      expect(decimal).toEqual(own);
    } finally {
      db.close();
    }
  });
});
