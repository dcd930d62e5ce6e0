import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { nightCells } from '../../../src/store/evidence/night-cells.ts';
import { readHistory } from '../../../src/store/history.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const DAY_MS = 86_400_000;

async function nightsOf(
  rows: readonly WrittenRow[],
  options: { seed?: number; auditRate?: number | null; lengthMs?: number; config?: unknown } = {},
) {
  const path = await writeHistory(join(temporaryFolder(), 'history.csv'), rows);
  const configuration = Configuration.parse(options.config ?? {});
  const db = await Database.open();
  try {
    const { understood } = await readHistory(db, [path], Mapping.parse({}), configuration, null);
    const { seed = 1, auditRate = null, lengthMs = DAY_MS } = options;
    return await nightCells(db, understood, { seed, auditRate, lengthMs, configuration });
  } finally {
    db.close();
  }
}

const row = (over: WrittenRow): WrittenRow => ({
  ...{
    decision_id: 'a',
    domain: 'refunds',
    model: 'v1',
    decided_at: '2026-05-01T10:00:00Z',
    confidence: 0.9,
  },
  ...{ verdict: 'agree', reviewed_at: '2026-05-01T12:00:00Z' },
  ...over,
});

describe('a history cut into nights', () => {
  it('counts from the day of the first decision, a verdict in the night in which it came', async () => {
    const { nights, cells } = await nightsOf([
      row({ decision_id: 'a' }),
      row({
        decision_id: 'b',
        decided_at: '2026-05-03T23:59:59Z',
        reviewed_at: '2026-05-06T00:00:00Z',
        verdict: 'override',
      }),
      row({ decision_id: 'c', decided_at: '2026-05-03T01:00:00Z', reviewed_at: null, verdict: null }),
      row({ decision_id: 'd', decided_at: '2026-05-04T01:00:00Z', reviewed_at: null, verdict: 'unsure' }),
    ]);
    expect(nights).toEqual({ start: Date.parse('2026-05-01'), count: 4, lengthMs: DAY_MS });
    const [one] = cells;
    expect(one).toMatchObject({ domain: 'refunds', model: 'v1', length: 4 });
    expect([...(one?.decided ?? [])]).toEqual([0, 2, 2, 3]);
    expect([...(one?.judged ?? [])].sort()).toEqual([0, 3, 5, Number.NaN].sort());
    expect([...(one?.loss ?? [])].filter((loss) => !Number.isNaN(loss)).sort()).toEqual([0, 1]);
  });

  it('takes an edit for the loss that the domain gives it, a severity for itself, an amount over the limit for a person', async () => {
    const config = { domains: { refunds: { editLoss: 0.3, maxAmount: 50 } } };
    const { cells } = await nightsOf(
      [
        row({ decision_id: 'a', verdict: 'edit', severity: null, amount: 10 }),
        row({ decision_id: 'b', verdict: 'override', severity: 0.5, amount: 51, confidence: 0.8 }),
      ],
      { config },
    );
    expect([...(cells[0]?.loss ?? [])]).toEqual([0.3, 0.5]);
    expect([...(cells[0]?.eligible ?? [])]).toEqual([1, 0]);
  });

  it('tosses one coin a decision, the same for the same seed, at the rate that is asked for', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => row({ decision_id: `d${i}` }));
    const drawn = async (seed: number, auditRate: number | null): Promise<number> => {
      const [one] = (await nightsOf(rows, { seed, auditRate })).cells;
      return [...(one?.drawn ?? [])].reduce(
        (sum, isDrawn, i) => sum + isDrawn * (one?.decisions[i] as number),
        0,
      );
    };
    const first = await drawn(1, 0.1);
    expect(await drawn(1, 0.1)).toBe(first);
    expect(Math.abs(first - 400)).toBeLessThan(4 * Math.sqrt(360));
    expect(await drawn(2, 0.1)).not.toBe(first);
    // minAuditRate is 2 % where nobody says otherwise.
    expect(Math.abs((await drawn(1, null)) - 80)).toBeLessThan(4 * Math.sqrt(78));
    expect(await drawn(1, 1)).toBe(4000);
  });

  it('makes weeks of the same days', async () => {
    const rows = Array.from({ length: 20 }, (_, i) =>
      row({
        decision_id: `d${i}`,
        decided_at: `2026-05-${String(i + 1).padStart(2, '0')}T10:00:00Z`,
        reviewed_at: `2026-05-${String(i + 1).padStart(2, '0')}T11:00:00Z`,
      }),
    );
    const { nights, cells } = await nightsOf(rows, { lengthMs: 7 * DAY_MS, auditRate: 1 });
    expect(nights.count).toBe(3);
    expect([...(cells[0]?.decided ?? [])]).toEqual([0, 1, 2]);
    expect([...(cells[0]?.decisions ?? [])]).toEqual([7, 7, 6]);
  });
});
