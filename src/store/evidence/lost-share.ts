import type { DomainRules } from '../../contracts/configuration.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { verdictLoss } from './verdict-loss.ts';

/**
 * Severity of a verdict as the guarantee counts it. Under `cost` that is the money lost, severity x amount, as a share
 * of the cap; where no amount is known, the cap stands for it. Everywhere else it is the severity as it was given.
 *
 * Shares are rounded up, so that never less is counted than was lost, to steps of 1/1000 up to a fiftieth of the cap,
 * of 1/200 up to a tenth, of 1/50 beyond: as coarse as evidence cells need to stay few, and fine where most amounts
 * lie. A severity out of its range stays what it is, or no cell would show that a row breaks a rule.
 */
export function lostShare(rules: DomainRules): Sql {
  const { guarantee, amountCap, editLoss } = rules;
  if (guarantee !== 'cost' || amountCap === undefined) return raw('severity');
  const severity = verdictLoss(sql`${editLoss}::DOUBLE`);
  const cap = sql`${amountCap}::DOUBLE`;
  const lost = sql`least(${severity} * coalesce(amount::DOUBLE, ${cap}), ${cap})`;
  // Steps are counted before they are divided: 0.07 x 200 is above 14, 70 x 200 / 1000 is not.
  const rounded = (steps: number): Sql =>
    sql`ceil(${lost} * ${raw(`${steps}`)} / ${cap}) / ${raw(`${steps}`)}`;
  return sql`CASE WHEN severity < 0 OR severity > 1 THEN severity
    WHEN verdict IN ('agree', 'edit', 'override') THEN CASE
      WHEN ${lost} * 50 <= ${cap} THEN ${rounded(1000)}
      WHEN ${lost} * 10 <= ${cap} THEN ${rounded(200)}
      ELSE ${rounded(50)} END
    ELSE severity END`;
}
