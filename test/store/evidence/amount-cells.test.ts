import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AmountStep } from '../../../src/contracts/amount-step.ts';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { type History, readHistory } from '../../../src/store/history.ts';
import { random } from '../../support/random.ts';
import { FORMATS, temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const chance = random(7);
const rows: WrittenRow[] = Array.from({ length: 900 }, (_, index) => ({
  decision_id: `d${index}`,
  domain: index % 3 === 0 ? 'returns' : 'refunds',
  decided_at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
  confidence: chance.pick([0.7, 0.8, 0.9]),
  verdict: chance.chance(0.1) ? 'override' : 'agree',
  amount: chance.pick([10, 50, 50.01, 80, 120, 150, 150.5, 900]),
  triggers: chance.chance(0.1) ? ['complaint'] : [],
}));

async function read(path: string, rules: Record<string, unknown>): Promise<History> {
  const db = await Database.open();
  try {
    const configuration = Configuration.parse({ domains: { refunds: rules } });
    return await readHistory(db, [path], Mapping.parse({}), configuration, null);
  } finally {
    db.close();
  }
}

function refunds({ evidence, amountSteps }: History): readonly AmountStep[] {
  const own = evidence.find(({ domain }) => domain === 'refunds');
  return own === undefined ? [] : (amountSteps.get(own) ?? []);
}

const taken = ({ evidence }: AmountStep): number =>
  evidence.cells.reduce((sum, { eligible, decisions }) => sum + (eligible ? decisions : 0), 0);

describe('evidence by amount', () => {
  it.each(FORMATS)('is at every step what maxAmount alone would give: %s', async (format) => {
    const path = await writeHistory(join(temporaryFolder(), `history.${format}`), rows);
    const steps = refunds(await read(path, { amountSteps: [50, 80, 150], alwaysReview: ['complaint'] }));
    expect(steps.map(({ maxAmount }) => maxAmount)).toEqual([50, 80, 150]);
    const counts = steps.map(taken);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBe(3);
    for (const { maxAmount, evidence } of steps) {
      const alone = (await read(path, { maxAmount, alwaysReview: ['complaint'] })).evidence;
      const { startConfidences: _, cells, ...facts } = evidence;
      const {
        startConfidences: __,
        cells: others,
        ...same
      } = alone.find(({ domain }) => domain === 'refunds') ?? evidence;
      expect(facts).toEqual(same);
      expect(new Set(cells)).toEqual(new Set(others));
    }
  });

  it('leaves other domains as they are, and all of them where none has steps', async () => {
    const path = await writeHistory(join(temporaryFolder(), 'history.csv'), rows);
    const [plain, stepped] = [await read(path, {}), await read(path, { amountSteps: [50] })];
    const returns = ({ evidence }: History) => evidence.find(({ domain }) => domain === 'returns');
    expect(returns(stepped)).toEqual(returns(plain));
    expect(stepped.amountSteps.size).toBe(1);
    expect(plain.amountSteps.size).toBe(0);
    expect(plain.evidence.every(({ cells }) => cells.every(({ eligible }) => eligible))).toBe(true);
  });

  it('leaves a decision whose amount is not known to a person, under maxAmount as under steps', async () => {
    const without = rows.map((row, index) => (index % 2 === 0 ? { ...row, amount: null } : row));
    const path = await writeHistory(join(temporaryFolder(), 'history.csv'), without);
    const known = without.filter((row) => row['domain'] === 'refunds' && row['amount'] !== null);
    const [last] = refunds(await read(path, { amountSteps: [1000] }));
    expect(last && taken(last)).toBe(known.length);
    const limited = await read(path, { maxAmount: 1000 });
    const own = limited.evidence.find(({ domain }) => domain === 'refunds');
    expect(own && taken({ maxAmount: 1000, evidence: own })).toBe(known.length);
    expect(own?.decisions).toBeGreaterThan(known.length);

    const noAmounts = rows.map(({ amount: _, ...row }) => row);
    const bare = await writeHistory(join(temporaryFolder(), 'bare.csv'), noAmounts);
    expect(refunds(await read(bare, { amountSteps: [50, 80] })).map(taken)).toEqual([0, 0]);
  });
});
