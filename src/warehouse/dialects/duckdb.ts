import { joined, type Piece, piece } from '../piece.ts';
import type { Dialect } from './dialect.ts';
import { STANDARD } from './standard.ts';

const { text } = STANDARD;

export const DUCKDB: Dialect = {
  ...STANDARD,
  name: 'duckdb',
  isTested: true,
  quotient: (dividend, divisor) => piece`(${dividend} // ${divisor})`,
  // The zone is that of bare times: others carry their own.
  microseconds: (time, zone) =>
    zone === null
      ? piece`epoch_us(${time})`
      : piece`CASE WHEN typeof(${time}) = 'TIMESTAMP WITH TIME ZONE' THEN epoch_us(${time}) ELSE epoch_us(timezone(${text(zone)}, ${time})) END`,
  valueAtMost: (value, key) => piece`arg_max(${value}, ${key})`,
  holdsAny: (list, words) => piece`list_has_any(${list}, [${joined(words, ', ')}])`,
  lake: {
    // Without the guessing of types, which would read 007 as a number.
    folder: (path) =>
      piece`read_parquet(${text(`${path.replace(/\/+$/, '')}/**/*.parquet`)}, hive_partitioning = true, hive_types_autocast = false)`,
    day: ([first = text(''), ...others]) =>
      joined([asText(first), ...others.map((one) => piece`lpad(${asText(one)}, 2, '0')`)], " || '-' || "),
    dayStart: (day) =>
      piece`epoch_us(TRY_CAST(${day} || substr('0000-01-01', length(${day}) + 1) AS TIMESTAMP))`,
    isNear: (day, us) =>
      piece`(${day} BETWEEN left(${dayAt(us, -1)}, length(${day})) AND left(${dayAt(us, 1)}, length(${day})))`,
  },
};

function asText(column: Piece): Piece {
  return piece`${column}::VARCHAR`;
}

function dayAt(us: Piece, later: number): Piece {
  return piece`strftime(make_timestamp(${us}) + to_days(${later}), '%Y-%m-%d')`;
}
