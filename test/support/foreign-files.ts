import { join } from 'node:path';
import * as z from 'zod';
import { Configuration } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { InputSummary } from '../../src/contracts/rule.ts';
import type { SourceName } from '../../src/contracts/source-name.ts';
import { openerOf } from '../../src/sources/open-foreign.ts';
import { Database } from '../../src/store/database.ts';
import { readHistory } from '../../src/store/history.ts';
import { raw } from '../../src/store/sql.ts';

/** What files of a tool came to. */
export interface ForeignReading {
  readonly summary: InputSummary;
  readonly notes: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Decisions and verdicts before anything is checked, without fields that are empty. */
  readonly decisions: readonly Record<string, unknown>[];
  readonly verdicts: readonly Record<string, unknown>[];
  /** Records that came in, and those of which there is a row of some kind. */
  readonly records: number;
  readonly told: number;
}

export const FIXTURES = join(import.meta.dirname, '../sources/fixtures');

/** One for all tests of a process: opening and closing one takes a fifth of the time of reading a fixture with it. */
let reading: Promise<Database> | null = null;

/** Reads files of a tool as `leeway recommend --from` does; names are those of its fixtures, or paths. */
export async function readForeign(
  from: SourceName,
  names: readonly string[],
  map: object = {},
  config: object = {},
): Promise<ForeignReading> {
  reading ??= Database.open({ threads: 1 });
  const db = await reading;
  try {
    const mapping = Mapping.parse({ from, ...map });
    const files = names.map((name) => (name.startsWith('/') ? name : join(FIXTURES, from, name)));
    const { summary, notes, evidence } = await readHistory(
      db,
      files,
      mapping,
      Configuration.parse(config),
      null,
      openerOf(mapping),
    );
    const of = async (kind: string): Promise<Record<string, unknown>[]> => {
      const rows = await db.rows(
        z.record(z.string(), z.unknown()),
        raw(
          `SELECT * EXCLUDE (n, leeway_file, leeway_place, kind, why) FROM foreign_rows WHERE kind = '${kind}' ORDER BY n, decision_id, human_answer`,
        ),
      );
      return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
    };
    return {
      ...{ summary, notes, evidence },
      ...{ decisions: await of('decision'), verdicts: await of('verdict') },
      records: await db.count(raw('foreign_records')),
      told: await db.count(raw('(SELECT DISTINCT n FROM foreign_rows)')),
    };
  } finally {
    await db.dropTemporary();
  }
}
