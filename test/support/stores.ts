import { join } from 'node:path';
import fc from 'fast-check';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { Database } from '../../src/store/database.ts';
import { type IngestAnswer, ingest } from '../../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../../src/store/record/open-record.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from './write-history.ts';

export const NOW = '2026-06-01T00:00:00.000Z';
const mapping = Mapping.parse({});

export interface Store {
  readonly path: string;
  readonly db: Database;
}

export async function inStore<T>(
  work: (store: Store) => Promise<T>,
  path = join(temporaryFolder(), 'a.duckdb'),
) {
  const db = await openRecord(path, { at: NOW, create: true });
  try {
    return await work({ path, db });
  } finally {
    closeRecord(db, path);
  }
}

let files = 0;
export async function add(db: Database, rows: readonly WrittenRow[], format = 'csv'): Promise<IngestAnswer> {
  const path = await writeHistory(join(temporaryFolder(), `rows-${files++}.${format}`), rows);
  return ingest(db, [path], mapping, { at: NOW, beforeAdding: () => {} });
}

const word = fc.constantFrom('agree', 'override', 'edit', 'unsure');
const moment = fc
  .integer({ min: 0, max: 40 })
  .map((day) => new Date(Date.UTC(2026, 3, 1 + day)).toISOString());
const oneVote = fc.record({
  decision_id: fc.integer({ min: 0, max: 30 }).map((id) => `d${id}`),
  verdict: word,
  reviewed_at: moment,
  reviewer_id: fc.constantFrom('r1', 'r2', 'r3'),
  severity: fc.option(fc.constantFrom(0.25, 0.5), { nil: null }),
});
/** Decisions and votes on them, and how to deal them into files. */
export const history = fc.record({
  decisions: fc.uniqueArray(
    fc.record({
      decision_id: fc.integer({ min: 0, max: 30 }).map((id) => `d${id}`),
      domain: fc.constantFrom('refunds', 'address'),
      model: fc.constantFrom('m1', 'm2', null),
      decided_at: moment,
      confidence: fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
      ai_answer: fc.constantFrom('pay', 'refuse', null),
      review_probability: fc.constantFrom(null, 0.5),
      route: fc.constantFrom('in-the-loop', null),
      triggers: fc.constantFrom(['legal'], null),
      amount: fc.constantFrom(null, 12.5),
    }),
    { minLength: 3, maxLength: 25, selector: ({ decision_id }) => decision_id },
  ),
  votes: fc.array(oneVote, { maxLength: 30 }),
  cuts: fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }),
  seed: fc.nat(1000),
});

/** Deals rows into parts, by their place. */
export function dealt<T>(rows: readonly T[], cuts: readonly number[], seed: number): T[][] {
  const parts = Array.from({ length: cuts.length + 1 }, (): T[] => []);
  for (const [place, row] of rows.entries()) parts[(place * 7 + seed) % parts.length]?.push(row);
  return parts.filter((part) => part.length > 0);
}
