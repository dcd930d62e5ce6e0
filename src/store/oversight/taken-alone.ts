import * as z from 'zod';
import { Configuration, type DomainRules } from '../../contracts/configuration.ts';
import { NO_VALUE } from '../../contracts/no-value.ts';
import { BusiestDay, type PacketRecord, TakenDecision } from '../../contracts/packet-record.ts';
import type { Authority } from '../../contracts/policy.ts';
import type { SliceName } from '../../contracts/slice.ts';
import type { Database } from '../database.ts';
import { soundRows } from '../evidence/understood-rows.ts';
import { verdictLoss } from '../evidence/verdict-loss.ts';
import { keptRows } from '../record/kept-rows.ts';
import { join, raw, type Sql, sql } from '../sql.ts';

const MOST_SHOWN = 200;

export interface TakenAsked {
  readonly authority: Authority;
  /** Lowest confidence at which the AI acts. */
  readonly thresholdPpm: number;
  readonly rules: DomainRules;
  /** ISO time: decisions and verdicts up to it. */
  readonly asOf: string;
  /** Whether decisions too young for a verdict count too. */
  readonly youngToo: boolean;
  /** UTC day from which on decisions count; null = all. */
  readonly from: string | null;
}

/** The past decisions that an authority would have let the AI take alone, by the rules by which evidence is counted. */
export async function takenAlone(db: Database, asked: TakenAsked): Promise<PacketRecord['taken']> {
  await makeTaken(db, asked);
  const { decisions, wrong } = await db.row(
    z.object({ decisions: z.number(), wrong: z.number() }),
    raw('SELECT count(*)::DOUBLE AS decisions, count(*) FILTER (wrong)::DOUBLE AS wrong FROM taken_alone'),
  );
  const shown = await db.rows(
    TakenDecision,
    raw(`SELECT decision_id AS "decisionId", strftime(decided_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS "decidedAt", confidence, amount, verdict
      FROM taken_alone WHERE wrong ORDER BY taken_alone.decided_at DESC, decision_id LIMIT ${MOST_SHOWN}`),
  );
  const [busiestDay] = await db.rows(
    BusiestDay,
    raw(`SELECT strftime(decided_at, '%Y-%m-%d') AS day, count(*)::DOUBLE AS decisions, sum(amount) AS amount
      FROM taken_alone GROUP BY day ORDER BY decisions DESC, day LIMIT 1`),
  );
  await db.run(raw('DROP TABLE temp.taken_alone'));
  return { decisions, wrong, shown, busiestDay: busiestDay ?? null };
}

async function makeTaken(
  db: Database,
  { authority, thresholdPpm, rules, asOf, youngToo, from }: TakenAsked,
): Promise<void> {
  const { domain, model, excluded } = authority;
  const configuration = { ...Configuration.parse({}), defaults: rulesOf(rules, authority) };
  const judged = await keptRows(db, asOf, { often: false, only: domain });
  const { relation } = soundRows(judged.relation, judged.absent, configuration, asOf);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE taken_alone AS
    SELECT decision_id, rows.decided_at, confidence, amount, verdict,
      coalesce(${verdictLoss(sql`${rules.editLoss}::DOUBLE`, raw('rows.severity'))} > 0, false) AS wrong
    FROM ${relation} AS rows JOIN decisions USING (decision_id) JOIN circumstances ON circumstances.id = decisions.circumstances
    WHERE rows.domain = ${domain} AND coalesce(nullif(rows.model, ''), 'unversioned') = ${model} AND eligible AND p >= ${thresholdPpm}::INTEGER
      AND (${youngToo} OR NOT immature) AND ${from === null ? raw('true') : sql`rows.decided_at >= ${from}::TIMESTAMP`}
      AND ${join([raw('true'), ...excluded.map(isOutside)], ' AND ')}`);
}

/** What the authority keeps for people stands for what the rules keep. */
function rulesOf(rules: DomainRules, { alwaysReview, maxAmount }: Authority): DomainRules {
  const { maxAmount: _, amountSteps, ...others } = rules;
  return {
    ...{ ...others, alwaysReview },
    ...(maxAmount !== null && { maxAmount }),
    ...(maxAmount !== null && amountSteps !== undefined && { amountSteps: [maxAmount] }),
  };
}

function isOutside({ column, value }: SliceName): Sql {
  const path = `$."${column.replaceAll('"', '\\"')}"`;
  return sql`coalesce(nullif(json_extract_string(circumstances.segments, ${path}), ''), ${NO_VALUE}) <> ${value}`;
}
