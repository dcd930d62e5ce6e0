import { verdictField, type Warehouse, type WarehouseTable } from '../../contracts/warehouse.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';
import { type Asked, DAY_US } from './asked.ts';
import { timeOf } from './columns.ts';
import { decided } from './decided.ts';
import { grouped, select } from './level.ts';
import { filedAt, inPartitions } from './partitions.ts';
import { brokenRule, decisionRules, isSound, type RowRule, verdictRules } from './sound.ts';
import { decidedAt, lakeOf, partitionDay, reviewedAt, source } from './source-columns.ts';

/**
 * First and newest time of decisions, and newest of verdicts, whatever else the rows say: no later than now, one hopes. Of a lake those of
 * the partitions that are asked for.
 */
export function span(asked: Pick<Asked, 'dialect' | 'warehouse' | 'configuration' | 'from'>): Piece {
  const whole = { ...asked, asOf: 0, until: null };
  const decisionTime = decidedAt(whole);
  const verdictTime = reviewedAt(whole);
  const { warehouse, dialect } = asked;
  const part = (name: string, time: Piece, table: WarehouseTable): Piece =>
    select(
      { from: source(dialect, table), where: inPartitions(whole, table, null) },
      {
        ...{ table: dialect.text(name), first: piece`min(${time})`, last: piece`max(${time})` },
        rows: piece`count(*)`,
      },
    );
  const parts = [part('decisions', decisionTime, warehouse.decisions)];
  if (verdictTime !== null)
    parts.push(part('verdicts', verdictTime, warehouse.verdicts ?? warehouse.decisions));
  return joined(parts, ' UNION ALL ');
}

/** The newest time of all, up to a millisecond, as the engine finds it itself. */
export function newestTime(dialect: Dialect, warehouse: Warehouse): Piece {
  const decision = decidedAt({ dialect, warehouse } as Asked);
  const field = verdictField(warehouse, 'reviewed_at');
  const parts = [piece`SELECT max(${decision}) AS leeway_us FROM ${source(dialect, warehouse.decisions)}`];
  if (field !== null && 'column' in field)
    parts.push(
      piece`SELECT max(${timeOf(dialect, field, warehouse.timeZone)}) AS leeway_us FROM ${source(dialect, warehouse.verdicts ?? warehouse.decisions)}`,
    );
  const newest = piece`(max(leeway_us) + 999)`;
  return piece`(SELECT ${dialect.quotient(newest, 1000)} * 1000 FROM (${joined(parts, ' UNION ALL ')}) AS leeway_newest)`;
}

/** What all other answers stand for: up to when, under which rules, of which source, and how many decisions they must be. */
export function bounds(asked: Asked, digests: { readonly rules: string; readonly source: string }): Piece {
  const { dialect } = asked;
  return select(decided(asked), {
    as_of: piece`max(${asked.asOf})`,
    rules: piece`max(${dialect.text(digests.rules)})`,
    source: piece`max(${dialect.text(digests.source)})`,
    decisions: piece`count(*)`,
  });
}

/** Rows that break a rule, by the rule and the part of their time (-1 for none): decisions, then verdicts. */
export function refused(asked: Asked): Piece {
  const { dialect, warehouse, from } = asked;
  const partUs = DAY_US * warehouse.partDays;
  const count = (rules: RowRule[], table: WarehouseTable, own: Piece | null): Piece => {
    const time = filedAt(asked, table, own);
    const part =
      time === null
        ? plain('-1')
        : piece`CASE WHEN ${time} >= 0 THEN ${dialect.quotient(time, partUs)} ELSE -1 END`;
    const since =
      from === null || time === null
        ? []
        : [piece`NOT coalesce(${time} >= 0 AND ${time} < ${from}, ${dialect.no})`];
    return grouped(
      {
        from: source(dialect, table),
        where: [
          piece`NOT coalesce(${isSound(rules)}, ${dialect.no})`,
          ...since,
          ...inPartitions(asked, table, null),
        ],
      },
      { refused_part: part, rule: brokenRule(dialect, rules) },
      { rows: piece`count(*)` },
    );
  };
  const own = count(decisionRules(asked), warehouse.decisions, decidedAt(asked));
  if (warehouse.verdicts === undefined) return own;
  return piece`${own} UNION ALL ${count(verdictRules(asked), warehouse.verdicts, reviewedAt(asked))}`;
}

/** Decisions whose id another one has too. */
export function repeats(asked: Asked): Piece {
  const rows = decided(asked);
  return select(rows, { repeats: piece`count(*) - count(DISTINCT ${rows.columns.id})` });
}

/** Decisions that lie in the partition of another day than theirs, where nobody would look for them; null where partitions have no days. */
export function misfiled(asked: Asked): Piece | null {
  const { dialect, warehouse } = asked;
  const day = partitionDay(dialect, warehouse.decisions);
  if (day === null) return null;
  const isNear = lakeOf(dialect, 'dayPartition').isNear(day, decidedAt(asked));
  return select(
    {
      from: source(dialect, warehouse.decisions),
      where: [
        isSound(decisionRules(asked)),
        ...inPartitions(asked, warehouse.decisions, null),
        piece`NOT coalesce(${isNear}, true)`,
      ],
    },
    { misfiled: piece`count(*)` },
  );
}
