import type { DialectName } from '../../contracts/warehouse.ts';
import type { Piece } from '../piece.ts';

/** What the statements ask of an engine beyond the SQL that all have. */
export interface Dialect {
  readonly name: DialectName;
  /** Whether tests run its statements on the engine. */
  readonly isTested: boolean;
  /**
   * Whether a statement is one level of SELECT over the table of decisions, its expressions written out: so that a
   * distributed table groups on its shards. Else levels are nested, each with names for what it has worked out.
   */
  readonly isFlat: boolean;
  /** Statements of the session that come before all others. */
  readonly settings: readonly Piece[];
  /** A quoted name of a column. */
  readonly id: (name: string) => Piece;
  /** A quoted name of a table, whose parts are divided by dots. */
  readonly table: (name: string) => Piece;
  /** A quoted text. */
  readonly text: (value: string) => Piece;
  /** As a floating-point number of 64 bits. */
  readonly float: (value: Piece) => Piece;
  /** As a whole number of 64 bits. */
  readonly whole: (value: Piece) => Piece;
  readonly string: (value: Piece) => Piece;
  /** Without blanks around it. */
  readonly trim: (value: Piece) => Piece;
  /** Without a letter, wherever it stands. */
  readonly without: (value: Piece, letter: string) => Piece;
  /** Quotient of whole numbers, none of them negative, without the rest. */
  readonly quotient: (dividend: Piece, divisor: Piece | number) => Piece;
  /** Microseconds since 1970 UTC of a time; in a zone where it is a bare one. */
  readonly microseconds: (time: Piece, zone: string | null) => Piece;
  /** A moment as a constant that a column of times is compared with. */
  readonly moment: (iso: string) => Piece;
  /** The value in the row whose key is greatest. */
  readonly valueAtMost: (value: Piece, key: Piece) => Piece;
  /** Whether a list of texts holds one of these words. */
  readonly holdsAny: (list: Piece, words: readonly Piece[]) => Piece;
  /** The truth value that is false. */
  readonly no: Piece;
  /** Join of decisions with what is known of some of them, one row each at most. */
  readonly beside: (left: Piece, right: Piece, asked: JoinAsked) => Piece;
  /** Where it reads folders of files; null where it does not. */
  readonly lake: Lake | null;
  /** Membership in the answer of another statement. */
  readonly among: (value: Piece, statement: Piece) => Piece;
}

/** Folders of Parquet files, the names of whose folders are columns. */
export interface Lake {
  /** The rows of all files under a folder. */
  readonly folder: (path: string) => Piece;
  /** Day, month or year of a partition as a text, `2026-01-05`, `2026-01` or `2026`; of its parts where there are several. */
  readonly day: (columns: readonly Piece[]) => Piece;
  /** Its first moment, in microseconds since 1970; NULL where it is none. */
  readonly dayStart: (day: Piece) => Piece;
  /** Whether a moment lies in it, or within a day of it: zones differ by less. */
  readonly isNear: (day: Piece, microseconds: Piece) => Piece;
}

interface JoinAsked {
  /** Column of the decisions, by which the right side is named too. */
  readonly key: Piece;
  /** Whether both sides lie on the same shard. */
  readonly isColocated: boolean;
}

/** A name between quotes, those within it doubled. */
export function quoted(value: string, quote: string): string {
  if (value.includes('\0')) throw new RangeError('a name or a text of SQL holds no NUL byte');
  return `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
}

/** The parts of a table's name; dots within quotes are none that divide. */
export function tableParts(name: string): string[] {
  return name.split('.');
}
