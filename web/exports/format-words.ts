import type { ExportFormat } from '../../src/contracts/thresholds.ts';

interface FormatWords {
  /** Who reads it. */
  readonly reader: string;
  /** What it is saved as. */
  readonly file: string;
}

/** The formats in which what is in force is handed to other programs, as the help of `leeway export` has them. */
export const FORMAT_WORDS: Readonly<Record<ExportFormat, FormatWords>> = {
  json: { reader: 'leeway gate, and the library leeway/gate', file: 'thresholds.json' },
  yaml: { reader: 'Settings', file: 'thresholds.yaml' },
  csv: { reader: 'Spreadsheets', file: 'thresholds.csv' },
  env: { reader: 'Variables of a shell', file: 'thresholds.env' },
  flagd: { reader: 'OpenFeature, through flagd', file: 'flags.json' },
  prometheus: { reader: 'A text file collector of Prometheus', file: 'leeway.prom' },
  opa: { reader: 'Open Policy Agent, as a bundle', file: 'leeway.tar.gz' },
  launchdarkly: { reader: 'LaunchDarkly, as values of a flag', file: 'launchdarkly.json' },
  a2i: { reader: 'Flows of Amazon A2I', file: 'a2i.json' },
  junit: { reader: 'A CI: fails where authority was lost', file: 'leeway-junit.xml' },
};

/** All of them, in the order of the help. */
export const FORMATS = Object.keys(FORMAT_WORDS) as readonly ExportFormat[];
