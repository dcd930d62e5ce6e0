import { NEEDED_OF_DECISIONS, NEEDED_OF_VERDICTS } from '../../contracts/warehouse.ts';
import { columnKind } from './clickhouse-client.ts';
import type { EngineColumn } from './engine.ts';

/** A table that a history is written to. */
export interface HistoryTable {
  /** The columns that it may have, with the type of each in a table made for it. */
  readonly columns: Readonly<Record<string, string>>;
  /** Those that it has in any case. */
  readonly needed: readonly string[];
  /** How the rows are kept, for a table that is made. */
  readonly engine: string;
}

/** What is absent is an empty text or list, or no number. */
export const HISTORY_TABLES = {
  decisions: {
    columns: {
      ...{ decision_id: 'String', domain: 'String', decided_at: 'DateTime', confidence: 'Float64' },
      ...{ ai_answer: 'String', model: 'String', amount: 'Nullable(Float64)', currency: 'String' },
      ...{ triggers: 'Array(String)', route: 'String', review_probability: 'Nullable(Float64)' },
      ...{ policy: 'String', language: 'String', channel: 'String' },
    },
    needed: NEEDED_OF_DECISIONS,
    engine: 'MergeTree PARTITION BY toYYYYMM(decided_at) ORDER BY (domain, decided_at)',
  },
  verdicts: {
    columns: {
      ...{ decision_id: 'String', verdict: 'String', reviewed_at: 'DateTime', reviewer_id: 'String' },
      ...{ human_answer: 'String', severity: 'Nullable(Float64)', blind: 'UInt8', duration_s: 'UInt32' },
    },
    needed: NEEDED_OF_VERDICTS,
    engine: 'MergeTree ORDER BY decision_id',
  },
} as const satisfies Record<string, HistoryTable>;

/** Which columns of a table that is there are filled, or what stands in the way, as a sentence without its subject. */
export function fitting(
  { columns, needed }: HistoryTable,
  found: ReadonlyMap<string, EngineColumn>,
): readonly string[] | string {
  const missing = needed.filter((name) => !found.has(name));
  if (missing.length > 0) return `has no column ${missing.join(', ')}`;
  for (const [name, own] of Object.entries(columns)) {
    const other = found.get(name);
    if (other === undefined) continue;
    if (!isOfKind(other.kind, columnKind(own))) return `${name} is ${other.type}, and not ${own}`;
    if (own.startsWith('Nullable') && !other.type.startsWith('Nullable'))
      return `${name} is ${other.type}, which cannot say that there is none, and not ${own}`;
  }
  return Object.keys(columns).filter((name) => found.has(name));
}

/** Finer times hold those that are not. */
function isOfKind(found: EngineColumn['kind'], own: EngineColumn['kind']): boolean {
  return found === own || (own === 'time' && found === 'fine time');
}
