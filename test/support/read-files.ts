import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Configuration } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { InputSummary, Rule } from '../../src/contracts/rule.ts';
import { Database, type DatabaseOptions } from '../../src/store/database.ts';
import { readHistory } from '../../src/store/history.ts';
import { writeQuarantine } from '../../src/store/reading/quarantine.ts';

interface Refused {
  readonly file: string;
  readonly line: number;
  readonly rule: Rule;
  readonly value: string;
}

/** What files said, with every row that was refused. */
export interface Reading {
  readonly asOf: string;
  readonly summary: InputSummary;
  readonly evidence: readonly Evidence[];
  readonly refused: readonly Refused[];
}

export interface ReadingOptions {
  readonly map?: unknown;
  readonly config?: unknown;
  readonly asOf?: string;
  readonly database?: DatabaseOptions;
}

/** One for all tests of a process that ask for no other: opening and closing one costs as much as a small file. */
let usual: Promise<Database> | null = null;

/** Reads files as `leeway recommend` does; one reading after the other. */
export async function readFiles(
  names: string | readonly string[],
  options: ReadingOptions = {},
): Promise<Reading> {
  usual ??= Database.open();
  const db = await (options.database === undefined ? usual : Database.open(options.database));
  try {
    const { asOf, summary, evidence } = await readHistory(
      db,
      typeof names === 'string' ? [names] : names,
      Mapping.parse(options.map ?? {}),
      Configuration.parse(options.config ?? {}),
      options.asOf ?? null,
    );
    const path = join(db.scratch, 'refused.jsonl');
    await writeQuarantine(db, path);
    const refused = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Refused => JSON.parse(line));
    return { asOf, summary, evidence, refused };
  } finally {
    if (options.database === undefined) await db.dropTemporary();
    else db.close();
  }
}

/** The one (domain, model) that there is. */
export function onlyEvidence(reading: Pick<Reading, 'evidence'>): Evidence {
  const [first, ...others] = reading.evidence;
  if (first === undefined || others.length > 0)
    throw new Error(`${reading.evidence.length} pieces of evidence instead of one`);
  return first;
}
