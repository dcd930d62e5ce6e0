import { CONFIDENCE_SCALE } from '../../contracts/confidence-shift.ts';
import { raw, type Sql, sql } from '../sql.ts';

/**
 * Confidence in whole parts per million: the largest k with k / 10^6 <= confidence, both as doubles. So a
 * threshold of k / 10^6 means `confidence >= threshold` exactly, for every double.
 */
export function ppm(confidence: Sql): Sql {
  const nearest = sql`round(${confidence} * 1000000)`;
  return sql`(${nearest}::INTEGER - (${nearest} / 1000000 > ${confidence})::INTEGER)`;
}

/**
 * Lower edge of the decimal band of a ppm value: steps of 0.001, finer in the outer 1 % at both ends
 * (0.0001 from 0.99, 0.00001 from 0.999, 0.000001 from 0.9999, mirrored near 0), cut further at the edges
 * of 15 equal bins. In integer arithmetic, since floor(0.29 * 100) is 28.
 */
export function decimalBand(column: string): Sql {
  const step = (width: string): string => `${column} // ${width} * ${width}`;
  const grid = `CASE
    WHEN ${column} BETWEEN 10000 AND 989999 THEN ${step('1000')}
    WHEN ${column} >= 999900 OR ${column} < 100 THEN ${column}
    WHEN ${column} >= 999000 OR ${column} < 1000 THEN ${step('10')}
    ELSE ${step('100')} END`;
  // The lowest ppm of bin b is the ceiling of b * 10^6 / 15.
  const bin = `least(${column} * 15 // 1000000, 14)`;
  return raw(`greatest(${grid}, (${bin} * 1000000 + 14) // 15)`);
}

/**
 * Cells with a column `own`, moved into the bands that it names. What lies within a cell of one value, or of a band
 * already, exceeds nothing in both, so that the mixed term of the square is zero.
 */
export function intoOwnBands(cells: Sql): Sql {
  return sql`(SELECT * EXCLUDE (own) REPLACE (own AS band, excess + decisions * (band - own) AS excess,
      excess_squared + decisions * (band - own) * (band - own) AS excess_squared) FROM ${cells})`;
}

/** Number of the band in which confidences of different nights are compared. */
export function comparedBand(column: string): Sql {
  const cases = CONFIDENCE_SCALE.toReversed().map(
    ({ from, width, first }) => `WHEN ${column} >= ${from} THEN ${first} + (${column} - ${from}) // ${width}`,
  );
  return raw(`CASE ${cases.join(' ')} END`);
}
