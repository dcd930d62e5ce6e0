import * as z from 'zod';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { raw, sql } from '../sql.ts';

/** Shares of the amounts at about which limits are worth a look. */
const SHARES = [0.25, 0.5, 0.75, 0.9];

/**
 * Round amounts (1, 2 or 5 and zeros) up to which about a quarter, half, three quarters and nine tenths of a model's
 * decisions lie, the smallest first; none where they have no amounts, or all the same.
 */
export async function amountLimits(
  db: Database,
  { domain, model }: { readonly domain: string; readonly model: string },
): Promise<number[]> {
  const { limits, most } = await db.row(
    z.object({ limits: z.array(z.number()).nullable(), most: z.number().nullable() }),
    sql`SELECT quantile_disc(amount::DOUBLE, ${raw(`[${SHARES.join(', ')}]`)}) FILTER (amount > 0) AS limits, max(amount)::DOUBLE AS most
      FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances
      WHERE domain = ${domain} AND ${MODEL_NAME} = ${model}`,
  );
  const rounded = (limits ?? []).map(roundUp).filter((limit) => limit < (most ?? 0));
  return [...new Set(rounded)].sort((a, b) => a - b);
}

function roundUp(amount: number): number {
  const power = Math.floor(Math.log10(amount));
  const lead = amount / 10 ** power;
  const whole = [1, 2, 5, 10].find((one) => lead <= one + 1e-9) ?? 10;
  // 10 ** -1 is no decimal; what it is written as is.
  return Number(`${whole}e${power}`);
}
