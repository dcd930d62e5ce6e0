import { DAY_MS } from '../../contracts/time.ts';
import { comparedBand, decimalBand } from '../evidence/band.ts';
import { raw, type Sql, sql } from '../sql.ts';

/**
 * Counts that a store keeps of its decisions, so that nobody need read them again. Its rows are signed: a decision whose
 * verdict changes takes one away under its old key and adds one under its new. What is summed is whole numbers, so that
 * sums are the same to the bit in whatever order.
 */
export interface KeptTable {
  readonly name: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly sums: readonly string[];
  /** Keys and sums of the rows of `changed`, each with its sign. */
  readonly count: Sql;
}

/** Whether the decisions themselves are gone: what they said still counts. */
const FORGOTTEN = { forgotten: 'BOOLEAN' };
const CELL_KEYS = {
  ...FORGOTTEN,
  pair: 'INTEGER',
  policy: 'VARCHAR',
  band: 'INTEGER',
  inclusion: 'DOUBLE',
  holding: 'INTEGER',
};
const JUDGED_KEYS = { verdict: 'VARCHAR', severity: 'DOUBLE' };
const CELL_SUMS = ['decisions', 'excess', 'excess_squared', 'cents'];
const SUMS = raw(`sum(sign)::BIGINT AS decisions, sum(sign * (p - band))::BIGINT AS excess,
  sum(sign * (p - band) * (p - band))::BIGINT AS excess_squared, sum(sign * cents)::BIGINT AS cents`);

/** Every decision, judged or not. */
export const COVERAGE: KeptTable = {
  name: 'coverage_cells',
  keys: CELL_KEYS,
  sums: CELL_SUMS,
  count: sql`SELECT forgotten, pair, policy, band, inclusion, holding, ${SUMS} FROM changed GROUP BY ALL`,
};

/** Those with a verdict. What the coverage has beyond them has none. */
export const JUDGED: KeptTable = {
  name: 'judged_cells',
  keys: { ...CELL_KEYS, ...JUDGED_KEYS },
  sums: CELL_SUMS,
  count: sql`SELECT forgotten, pair, policy, band, inclusion, holding, verdict, severity, ${SUMS}
    FROM changed WHERE verdict IS NOT NULL GROUP BY ALL`,
};

/** Day by day what audits say, or say by being due: for the alarm on errors. */
export const AUDITS: KeptTable = {
  name: 'audit_nights',
  keys: {
    ...FORGOTTEN,
    pair: 'INTEGER',
    night: 'DATE',
    band: 'INTEGER',
    inclusion: 'DOUBLE',
    holding: 'INTEGER',
    ...JUDGED_KEYS,
  },
  sums: ['decisions'],
  count: sql`SELECT forgotten, pair, decided_at::DATE AS night, ${decimalBand('p')} AS band, inclusion, holding, verdict, severity,
      sum(sign)::BIGINT AS decisions
    FROM changed WHERE coalesce(verdict <> 'unsure', inclusion IS NULL OR inclusion = 1) GROUP BY ALL`,
};

/** Day by day how confident the AI was of what it may take: for the alarm on confidences. */
export const CONFIDENCES: KeptTable = {
  name: 'confidence_nights',
  keys: { ...FORGOTTEN, pair: 'INTEGER', day: 'INTEGER', band: 'INTEGER' },
  sums: ['decisions'],
  count: sql`SELECT forgotten, pair, (epoch_ms(decided_at) // ${raw(String(DAY_MS))})::INTEGER AS day, ${comparedBand('p')} AS band,
      sum(sign)::BIGINT AS decisions
    FROM changed WHERE eligible GROUP BY ALL`,
};

export const KEPT: readonly KeptTable[] = [COVERAGE, JUDGED, AUDITS, CONFIDENCES];

/** A kept table without any rows, in the place of one that is there. */
export function createKept({ name, keys, sums }: KeptTable): Sql {
  const columns = [
    ...Object.entries(keys).map(([key, type]) => `${key} ${type}`),
    ...sums.map((sum) => `${sum} BIGINT NOT NULL`),
    'refresh INTEGER NOT NULL',
  ];
  return raw(`CREATE OR REPLACE TABLE ${name} (${columns.join(', ')})`);
}

/** `CREATE TABLE` of each, and of what tells how far they follow the rows. */
export const KEPT_SCHEMA: readonly Sql[] = [
  // A record by a number; `exact` while so few confidences occur in it that each is kept as it is.
  raw(
    'CREATE TABLE pairs (id INTEGER NOT NULL, domain VARCHAR NOT NULL, model VARCHAR NOT NULL, exact BOOLEAN NOT NULL)',
  ),
  ...KEPT.map(createKept),
  raw('CREATE TABLE spans (pair INTEGER NOT NULL, first TIMESTAMP NOT NULL, last TIMESTAMP NOT NULL)'),
  raw(
    `CREATE TABLE starts (pair INTEGER NOT NULL, until TIMESTAMP NOT NULL, decisions BIGINT NOT NULL, confidences INTEGER[] NOT NULL)`,
  ),
  // First decisions that are gone, of records that have too few yet for their start to be settled.
  raw(
    'CREATE TABLE gone_beginnings (pair INTEGER NOT NULL, decided_at TIMESTAMP NOT NULL, p INTEGER NOT NULL, eligible BOOLEAN NOT NULL, refresh INTEGER NOT NULL)',
  ),
  raw('CREATE TABLE compactions (name VARCHAR NOT NULL, rows BIGINT NOT NULL)'),
  raw(`CREATE TABLE kept_until (
    rules VARCHAR NOT NULL, decided_before TIMESTAMP NOT NULL, run INTEGER NOT NULL, votes BIGINT NOT NULL, refresh INTEGER NOT NULL)`),
];

/** Rows in which the first decisions of a record are found, those that are gone among them. */
export function beginningRows(rows: Sql): Sql {
  return sql`(SELECT domain, model, decided_at, p, eligible FROM ${rows}
    UNION ALL SELECT domain, model, decided_at, p, eligible FROM gone_beginnings JOIN pairs ON pairs.id = pair)`;
}
