import { join } from 'node:path';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Database } from '../../src/store/database.ts';
import { scenarioContactCenter } from '../../src/store/simulation/contact-center.ts';
import { simulate } from '../../src/store/simulation/simulate.ts';
import type { SimulationDomain } from '../../src/store/simulation/simulate-scenario.ts';
import { raw } from '../../src/store/sql.ts';

export const FIRST_DAY = '2026-01-05';
export const WEEKS = 52;
/** Days of the year on which the truth changes: errors rise in refunds, another model answers in order-change. */
export const DRIFTS_ON = 266;
export const MODEL_CHANGES_ON = 196;

const EVERYTHING_REVIEWED = {
  ...{ version: 1, fromDay: 0, model: 'agent-2026-01', level: 'in-the-loop', threshold: null, auditRate: 1 },
};

const of = (name: string): SimulationDomain => {
  const found = scenarioContactCenter.domains.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no domain ${name}`);
  return { ...found, policies: [EVERYTHING_REVIEWED], missing: 0, features: [] };
};
const [delivery, orders, refunds] = [of('delivery-status'), of('order-change'), of('refunds')];
const good = { ...delivery.models[0], skillMean: 4.6 } as SimulationDomain['models'][number];

const scenario = {
  ...{ ...scenarioContactCenter, name: 'a-year', firstDay: FIRST_DAY, days: WEEKS * 7, growth: 0 },
  domains: [
    { ...delivery, weight: 400 },
    {
      ...orders,
      weight: 250,
      models: [good, { ...good, model: 'agent-2026-07', fromDay: MODEL_CHANGES_ON }],
    },
    {
      ...refunds,
      weight: 350,
      models: [good],
      handicap: 2.6,
      handicapAbove: null,
      handicapFromDay: DRIFTS_ON,
    },
  ],
};

/** Rules of the year, and who may do what. */
export const configuration = Configuration.parse({
  defaults: {
    ...{ risk: 0.05, maxStep: 0.35, cooldown: '28d', expiresAfter: '120d', proposalExpiresAfter: '30d' },
    alwaysReview: [...scenarioContactCenter.alwaysReview],
  },
  domains: { refunds: { quorum: { lead: 1, board: 1 }, maxAmount: 250 } },
  people: {
    lea: { roles: ['lead'] },
    max: { roles: ['lead'] },
    bo: { roles: ['board'] },
    cleo: { roles: ['board'] },
    ada: { roles: ['admin'] },
  },
});

/** A simulated year, dealt into one folder a week: what was decided in it, and what was judged in it. */
export async function yearByWeek(
  out: string,
  decisions: number,
  seed: number,
): Promise<(week: number) => string[]> {
  await simulate({ scenario, decisions, seed, out });
  const db = await Database.open();
  try {
    for (const [name, time] of [
      ['decisions', 'decided_at'],
      ['verdicts', 'reviewed_at'],
    ])
      await db.run(
        raw(
          `COPY (SELECT *, least(date_diff('day', DATE '${FIRST_DAY}', ${time}::TIMESTAMP) // 7, ${WEEKS - 1}) AS week
            FROM '${join(out, `${name}.parquet`)}') TO '${join(out, `${name}-by-week`)}' (FORMAT parquet, PARTITION_BY (week))`,
        ),
      );
  } finally {
    db.close();
  }
  return (week) => ['decisions', 'verdicts'].map((name) => join(out, `${name}-by-week`, `week=${week}`));
}
