/** Policies in the form that others read. */
import type { ExportFormat, Thresholds } from '../contracts/thresholds.ts';
import { csv } from './csv.ts';
import { env } from './env.ts';
import { flagd } from './flagd.ts';
import { json } from './json.ts';
import { opa } from './opa.ts';
import { prometheus } from './prometheus.ts';
import { yaml } from './yaml.ts';

/** A whole file of what is in force; the same thresholds give the same bytes. */
export type Exporter = (thresholds: Thresholds) => string | Uint8Array;

export const EXPORTERS = {
  json,
  yaml,
  csv,
  env,
  flagd,
  prometheus,
  opa,
} satisfies Readonly<Record<ExportFormat, Exporter>>;
