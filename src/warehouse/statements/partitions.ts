import { utcDay } from '../../contracts/time.ts';
import type { WarehouseTable } from '../../contracts/warehouse.ts';
import { type Piece, piece } from '../piece.ts';
import { type Asked, DAY_US } from './asked.ts';
import { lakeOf, partitionDay } from './source-columns.ts';

/**
 * Which partitions may hold rows of the time that is asked for, by their names alone, so that the files of all others are not opened.
 * A partition that has no day may hold any. Nothing where partitions have no days.
 *
 * @param until whether what lies in later ones is left out too: verdicts come later than their decisions
 */
export function inPartitions(asked: Asked, table: WarehouseTable, until: number | null): Piece[] {
  const { dialect, from } = asked;
  const day = partitionDay(dialect, table);
  if (day === null) return [];
  const edge = (us: number): Piece => piece`left(${dialect.text(utcDay(us / 1000))}, length(${day}))`;
  // A day more on each side: partitions may follow the days of another zone.
  return [
    ...(from === null ? [] : [piece`coalesce(${day} >= ${edge(Math.max(0, from - DAY_US))}, true)`]),
    ...(until === null
      ? []
      : [piece`coalesce(${day} <= ${edge(until + DAY_US)} OR ${day} > '9999-12-31', true)`]),
  ];
}

/** Where a row stands in time by its partition, else by its own time: also one that has no time. Microseconds since 1970. */
export function filedAt({ dialect }: Asked, table: WarehouseTable, time: Piece | null): Piece | null {
  const day = partitionDay(dialect, table);
  if (day === null) return time;
  const start = lakeOf(dialect, 'dayPartition').dayStart(day);
  return time === null ? start : piece`coalesce(${start}, ${time})`;
}
