import { raw, type Sql, sql } from '../sql.ts';

/**
 * The loss of a row's verdict, in [0, 1]: its severity where one was given, else 0 for agree, 1 for override; NULL where
 * nobody judged it, or could.
 *
 * @param editLoss that of an edit
 * @param severity as the guarantee counts it
 */
export function verdictLoss(editLoss: Sql, severity: Sql = raw('severity')): Sql {
  return sql`CASE verdict WHEN 'agree' THEN coalesce(${severity}, 0) WHEN 'edit' THEN coalesce(${severity}, ${editLoss})
    WHEN 'override' THEN coalesce(${severity}, 1) END`;
}
