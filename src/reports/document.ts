import type { TopLevelSpec } from 'vega-lite';

/** Rows under headings; all but the first column are numbers. */
export interface DocumentTable {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether it is there for whoever asks: where sentence and picture have said it. */
  readonly folded: boolean;
}

/** One thing that is said: in a sentence, then as a picture, then in figures. */
export interface DocumentSection {
  readonly title: string;
  readonly reading: readonly string[];
  readonly chart: TopLevelSpec | null;
  readonly table: DocumentTable | null;
}

/** A report, whatever it is written in. */
export interface Document {
  readonly title: string;
  /** What it is made of, and as of when. */
  readonly provenance: string;
  readonly sections: readonly DocumentSection[];
}
