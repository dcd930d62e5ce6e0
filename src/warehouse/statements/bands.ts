import { CONFIDENCE_SCALE } from '../../contracts/confidence-shift.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece } from '../piece.ts';

/** Confidence in whole parts per million: the same as `ppm` of the store, for every double. */
export function ppm(dialect: Dialect, confidence: Piece): Piece {
  const nearest = piece`floor(${confidence} * 1000000 + 0.5)`;
  return dialect.whole(
    piece`(${nearest} - CASE WHEN ${nearest} / 1000000 > ${confidence} THEN 1 ELSE 0 END)`,
  );
}

/** Lower edge of the decimal band of a ppm value: the same as `decimalBand` of the store. */
export function decimalBand(dialect: Dialect, p: Piece): Piece {
  const step = (width: number): Piece => piece`${dialect.quotient(p, width)} * ${width}`;
  const grid = piece`CASE WHEN ${p} BETWEEN 10000 AND 989999 THEN ${step(1000)} WHEN ${p} >= 999900 OR ${p} < 100 THEN ${p} WHEN ${p} >= 999000 OR ${p} < 1000 THEN ${step(10)} ELSE ${step(100)} END`;
  const bin = piece`least(${dialect.quotient(piece`(${p} * 15)`, 1_000_000)}, 14)`;
  const edge = dialect.quotient(piece`(${bin} * 1000000 + 14)`, 15);
  return piece`greatest(${grid}, ${edge})`;
}

/** Number of the band in which confidences of different nights are compared. */
export function comparedBand(dialect: Dialect, p: Piece): Piece {
  const cases = CONFIDENCE_SCALE.toReversed().map(
    ({ from, width, first }) =>
      piece`WHEN ${p} >= ${from} THEN ${first} + ${dialect.quotient(piece`(${p} - ${from})`, width)}`,
  );
  return piece`CASE ${joined(cases, ' ')} END`;
}
