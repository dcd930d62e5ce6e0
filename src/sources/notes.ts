import * as z from 'zod';
import { counted } from '../contracts/figures.ts';
import type { Field, Mapping } from '../contracts/mapping.ts';
import type { Database } from '../store/database.ts';
import { sql } from '../store/sql.ts';
import type { Foreign } from './foreign.ts';
import type { Found } from './found.ts';
import { pathsOf } from './paths.ts';

/** What a field that is nowhere forbids. */
const MISSING: readonly {
  readonly field: Field;
  readonly kind: 'decision' | 'verdict';
  readonly says: string;
}[] = [
  {
    field: 'model',
    kind: 'decision',
    says: 'no model is named: a new model counts on with the record of the old one, so name it in --map',
  },
  {
    field: 'amount',
    kind: 'decision',
    says: 'no amount: maxAmount takes it for 0, and no limit in money can be kept',
  },
  {
    field: 'review_probability',
    kind: 'decision',
    says: 'nothing says how likely a decision was to be reviewed: where some have no verdict, nothing is certified unless --review-probability declares the rate',
  },
  {
    field: 'reviewer_id',
    kind: 'verdict',
    says: 'no reviewer is named: whether reviewers agree with each other cannot be said',
  },
  {
    field: 'reviewed_at',
    kind: 'verdict',
    says: 'no verdict has a time: when it became known cannot be said, so that a new domain learns nothing from these',
  },
];

interface Read {
  readonly foreign: Foreign;
  readonly mapping: Mapping;
  readonly found: Found;
  readonly isChosen: boolean;
}

/** What is missing in a tool's files, and what that forbids, in sentences; and how many records were left out, and why. */
export async function notesOn(db: Database, read: Read): Promise<string[]> {
  const { foreign, mapping, found, isChosen } = read;
  const notes: string[] = [];
  if (!found.decides)
    notes.push(
      `no confidence${found.decisions === 0 ? '' : `, so that ${counted(found.decisions, 'decision')} are left out`}: these are verdicts only, whose decisions must come from elsewhere`,
    );
  else if (found.verdicts === 0) notes.push('no verdict: nothing can be judged before people have');
  if (found.decides && mapping.columns.decided_at === undefined) notes.push(foreign.time);
  if (found.decides && mapping.columns.domain === undefined && (await isOneDomain(db, foreign.name)))
    notes.push(
      `no domain: all decisions are in one, "${foreign.name}", and are judged together; name it in --map, for example domain: { constant: refunds }`,
    );
  for (const { field, kind, says } of MISSING) {
    const isThere = kind === 'decision' ? found.decides : found.verdicts > 0;
    if (
      isThere &&
      !found[kind].has(field) &&
      mapping.columns[field] === undefined &&
      !(isChosen && field === 'review_probability')
    )
      notes.push(says);
  }
  if (found.decides && isChosen)
    notes.push(
      `${foreign.chosenBy ?? 'only what people saw is in these files'}: nothing is certified, unless the file of all decisions is read instead and these as verdicts (confidence: null in --map), or --review-probability, or review_probability in --map, says how they were chosen`,
    );
  for (const path of pathsOf(mapping))
    if (!found.decision.has(path) && !found.verdict.has(path))
      notes.push(`no record has ${JSON.stringify(path)}, which --map names`);
  return [...notes, ...(await leftOut(db))];
}

async function isOneDomain(db: Database, name: string): Promise<boolean> {
  return !(await db.exists(sql`FROM foreign_rows WHERE kind = 'decision' AND domain <> ${name}`));
}

async function leftOut(db: Database): Promise<string[]> {
  const rows = await db.rows(
    z.object({ why: z.string(), rows: z.number() }),
    sql`SELECT why, count(*)::DOUBLE AS rows FROM foreign_rows WHERE kind = 'aside' GROUP BY why ORDER BY rows DESC, why`,
  );
  return rows.map(({ why, rows: some }) => `${counted(some, 'row')} left out: ${why}`);
}
