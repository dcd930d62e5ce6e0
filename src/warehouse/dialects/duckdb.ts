import { joined, piece } from '../piece.ts';
import type { Dialect } from './dialect.ts';
import { STANDARD } from './standard.ts';

export const DUCKDB: Dialect = {
  ...STANDARD,
  name: 'duckdb',
  isTested: true,
  quotient: (dividend, divisor) => piece`(${dividend} // ${divisor})`,
  microseconds: (time, zone) =>
    zone === null ? piece`epoch_us(${time})` : piece`epoch_us(timezone(${STANDARD.text(zone)}, ${time}))`,
  valueAtMost: (value, key) => piece`arg_max(${value}, ${key})`,
  holdsAny: (list, words) => piece`list_has_any(${list}, [${joined(words, ', ')}])`,
};
