import { raw, type Sql } from '../sql.ts';

/**
 * Counts that an engine made of decisions which are not in the store: cells of rows, in the columns of `exactCells`. Days whose counts
 * come again take the place of their old ones as a whole.
 */
export const PUSHED_SCHEMA: readonly Sql[] = [
  raw(`CREATE TABLE pushed_cells (
    part INTEGER NOT NULL, domain VARCHAR NOT NULL, model VARCHAR NOT NULL, policy VARCHAR, band INTEGER NOT NULL, exactly BOOLEAN NOT NULL,
    inclusion DOUBLE, eligible INTEGER NOT NULL, immature BOOLEAN NOT NULL, verdict VARCHAR, severity DOUBLE,
    decisions BIGINT NOT NULL, excess BIGINT NOT NULL, excess_squared BIGINT NOT NULL, cents BIGINT NOT NULL, votes BIGINT NOT NULL,
    first TIMESTAMP NOT NULL, last TIMESTAMP NOT NULL)`),
  raw(`CREATE TABLE pushed_audits (
    domain VARCHAR NOT NULL, model VARCHAR NOT NULL, night DATE NOT NULL, band INTEGER NOT NULL, inclusion DOUBLE, holding INTEGER NOT NULL,
    immature BOOLEAN NOT NULL, verdict VARCHAR, severity DOUBLE, decisions BIGINT NOT NULL)`),
  raw(`CREATE TABLE pushed_confidences (
    domain VARCHAR NOT NULL, model VARCHAR NOT NULL, day INTEGER NOT NULL, band INTEGER NOT NULL, decisions BIGINT NOT NULL)`),
  raw(`CREATE TABLE pushed_starts (
    domain VARCHAR NOT NULL, model VARCHAR NOT NULL, decided_at TIMESTAMP NOT NULL, p INTEGER NOT NULL, eligible BOOLEAN NOT NULL)`),
  // Rows without a time stand in part -1.
  raw('CREATE TABLE pushed_refused (part INTEGER NOT NULL, rule VARCHAR NOT NULL, rows BIGINT NOT NULL)'),
  // How far the counts reach, by which rules, and of which source.
  raw(`CREATE TABLE pushed_until (
    as_of TIMESTAMP NOT NULL, rules VARCHAR NOT NULL, source VARCHAR NOT NULL, part_days INTEGER NOT NULL, run INTEGER NOT NULL)`),
];

/** Where a lake is that the counts are of, and what its columns mean, as JSON: so that it need not be named again. */
export const ATTACHED_SCHEMA: readonly Sql[] = [raw('ALTER TABLE pushed_until ADD COLUMN attached VARCHAR')];
