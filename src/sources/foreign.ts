import type { Mapping } from '../contracts/mapping.ts';
import type { SourceName } from '../contracts/source-name.ts';
import type { Database } from '../store/database.ts';
import type { Sql } from '../store/sql.ts';

/**
 * A tool whose files Leeway reads: how its records are recognised, and the SQL that turns them into decisions and
 * verdicts. Nothing else of Leeway knows the tool.
 */
export interface Foreign {
  readonly name: SourceName;
  /** Its name in a sentence. */
  readonly tool: string;
  /** What a file of it holds, in a sentence that begins "expected". */
  readonly expects: string;
  /** Sets of keys; a record that has all keys of one set is the tool's. `*.x` is any that ends in `.x`. */
  readonly signs: readonly (readonly string[])[];
  /** Key under which an answer of its API holds a list of records. */
  readonly envelope?: string;
  /** Whether several of its files say something only together: scores, and what they score. */
  readonly belongTogether?: boolean;
  /** What the format leaves open: names for `options` in a mapping, and what each says. */
  readonly options: Readonly<Record<string, string>>;
  /**
   * Whether every decision is in its files. `unless-said`: only what people saw, so far as no rates are given; `never`: what
   * nobody saw is never in them, whatever rates they give.
   */
  readonly isWhole: 'yes' | 'unless-said' | 'never';
  /** Why, where it is not: a sentence. */
  readonly chosenBy?: string;
  /** Where `decided_at` comes from, or what to do where the format has no time. */
  readonly time: string;
  /** Reads `foreign_records`. */
  readonly rows: (asked: ForeignAsked) => Promise<ForeignRows>;
}

export interface ForeignAsked {
  /** Whether a mapping names paths in the records: only then `beside` is asked for, since records are large. */
  readonly keepsRecords: boolean;
  readonly db: Database;
  readonly mapping: Mapping;
  readonly options: Readonly<Record<string, string>>;
}

/** What a tool's records come to. */
export interface ForeignRows {
  /**
   * Rows for `UNION ALL BY NAME`: `n` (of the record), `kind`, and any of `why`, `beside` (JSON for paths of a mapping; else the
   * record itself) and the fields, as texts. Kinds: `decision`; `verdict`; `aside`, left out because `why`; `part`, told
   * by another row; `refused`, not understood because `why`.
   */
  readonly rows: Sql;
  /** What was chosen for the user: sentences. */
  readonly notes: readonly string[];
}
