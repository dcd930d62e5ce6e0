import type { TopLevelSpec } from 'vega-lite';

/** Rows under headings; all but the first column are numbers, or with `words` none is. */
export interface DocumentTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether it is there for whoever asks: where sentence and picture have said it. */
  readonly folded: boolean;
  readonly words?: true;
}

/** One thing that is said: in a sentence, then as a picture, then in figures. */
export interface DocumentSection {
  readonly title: string;
  /** What is said of each of a few names, before all else. */
  readonly facts?: readonly (readonly [name: string, text: string])[];
  readonly reading: readonly string[];
  /** Things that stand beside each other, after the sentences. */
  readonly points?: readonly string[];
  /** Begins a new sheet of paper. */
  readonly onNewPage?: true;
  readonly chart: TopLevelSpec | null;
  readonly table: DocumentTable | null;
}

/** A report, whatever it is written in. */
export interface Document {
  readonly title: string;
  /** What it is made of, and as of when. */
  readonly provenance: string;
  /** Said at the foot of every sheet of paper: ASCII letters, digits, blanks and `.,:-`; nothing else gets there. */
  readonly mark?: string;
  readonly sections: readonly DocumentSection[];
}
