/** Policies in the form that others read. */
import type { Lapsed } from '../contracts/lapsed.ts';
import type { ExportFormat, Thresholds } from '../contracts/thresholds.ts';
import { a2i } from './a2i.ts';
import { csv } from './csv.ts';
import { env } from './env.ts';
import { flagd } from './flagd.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { launchdarkly } from './launchdarkly.ts';
import { opa } from './opa.ts';
import { prometheus } from './prometheus.ts';
import { yaml } from './yaml.ts';

/** A whole file of what is in force, and of what lapsed; the same give the same bytes. */
export type Exporter = (thresholds: Thresholds, lapsed: readonly Lapsed[]) => string | Uint8Array;

export const EXPORTERS = {
  json,
  yaml,
  csv,
  env,
  flagd,
  prometheus,
  opa,
  launchdarkly,
  a2i,
  junit,
} satisfies Readonly<Record<ExportFormat, Exporter>>;
