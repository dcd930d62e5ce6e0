import { decimalBand } from '../evidence/band.ts';
import { type Sql, sql } from '../sql.ts';

/**
 * Cells of (domain, model), in decimal bands where values are not kept exactly. What lies within a cell of one value, or of a
 * band already, exceeds nothing in both, so that the mixed term of the square is zero.
 *
 * @param exact whether the values of a pair are kept, over the columns of `pairs` and of the cells
 */
export function inBands(cells: Sql, exact: Sql): Sql {
  return sql`(SELECT * EXCLUDE (own) REPLACE (own AS band, excess + decisions * (band - own) AS excess,
      excess_squared + decisions * (band - own) * (band - own) AS excess_squared)
    FROM (SELECT cells.*, CASE WHEN ${exact} THEN band ELSE ${decimalBand('band')} END AS own
      FROM ${cells} AS cells JOIN pairs ON pairs.id = pair))`;
}
