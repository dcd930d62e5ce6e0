import { decimalBand, intoOwnBands } from '../evidence/band.ts';
import { type Sql, sql } from '../sql.ts';

/**
 * Cells of (domain, model), in decimal bands where values are not kept exactly.
 *
 * @param exact whether the values of a pair are kept, over the columns of `pairs` and of the cells
 */
export function inBands(cells: Sql, exact: Sql): Sql {
  return intoOwnBands(sql`(SELECT cells.*, CASE WHEN ${exact} THEN band ELSE ${decimalBand('band')} END AS own
      FROM ${cells} AS cells JOIN pairs ON pairs.id = pair)`);
}
