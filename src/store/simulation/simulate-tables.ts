import type { Database } from '../database.ts';
import { id, type Sql, sql, text } from '../sql.ts';
import type { SimulationScenario, SimulationShare } from './simulate-scenario.ts';

/** The scenario's domains in DuckDB's terms. */
const DOMAIN_SHAPE = JSON.stringify([
  {
    name: 'VARCHAR',
    weight: 'INTEGER',
    answers: 'VARCHAR[]',
    regulatory: 'DOUBLE',
    legal_intent: 'DOUBLE',
    frustration: 'DOUBLE',
    amount_median: 'DOUBLE',
    amount_spread: 'DOUBLE',
    max_amount: 'DOUBLE',
    handicap: 'DOUBLE',
    handicap_from_day: 'INTEGER',
    handicap_language: 'VARCHAR',
    handicap_above: 'DOUBLE',
    doubtful_below: 'DOUBLE',
    missing: 'DOUBLE',
    unsure: 'DOUBLE',
    false_alarm: 'DOUBLE',
    slip: 'DOUBLE',
    rubber_stamp: 'DOUBLE',
    double_review: 'DOUBLE',
    edit_share: 'DOUBLE',
    models: [
      {
        model: 'VARCHAR',
        from_day: 'INTEGER',
        skill_mean: 'DOUBLE',
        skill_sd: 'DOUBLE',
        ceiling: 'DOUBLE',
        slope: 'DOUBLE',
        bias: 'DOUBLE',
        noise: 'DOUBLE',
        scale: 'INTEGER',
        levels: 'DOUBLE[]',
      },
    ],
    policies: [
      {
        version: 'INTEGER',
        from_day: 'INTEGER',
        model: 'VARCHAR',
        level: 'VARCHAR',
        threshold: 'DOUBLE',
        audit_rate: 'DOUBLE',
      },
    ],
  },
]);

const REVIEWER_SHAPE = JSON.stringify([
  { name: 'VARCHAR', weight: 'INTEGER', seconds: 'DOUBLE', hasty: 'BOOLEAN' },
]);

/**
 * Loads a scenario into what the draws read: the tables `domain`, `reviewer` and `calendar`, and the weighted lists
 * in the variables `domains`, `hours`, `languages`, `channels` and `reviewers`.
 */
export async function loadScenario(database: Database, scenario: SimulationScenario): Promise<void> {
  await database.run(sql`
    CREATE TABLE domain AS
    SELECT row_number() OVER () AS domain_no, entry.*
    FROM (SELECT unnest(from_json(${snakeCaseJson(scenario.domains)}, ${text(DOMAIN_SHAPE)})) AS entry)`);
  await database.run(sql`
    CREATE TABLE reviewer AS
    SELECT row_number() OVER () - 1 AS reviewer_no, entry.*
    FROM (SELECT unnest(from_json(${snakeCaseJson(scenario.reviewers)}, ${text(REVIEWER_SHAPE)})) AS entry)`);
  await database.run(calendar(scenario.days));
  // In a weighted list a value stands as often as it weighs: a draw is one look-up.
  await database.run(sql`
    SET VARIABLE domains = (SELECT list(domain_no ORDER BY domain_no) FROM domain, range(weight))`);
  await database.run(sql`
    SET VARIABLE reviewers = (SELECT list(reviewer_no ORDER BY reviewer_no) FROM reviewer, range(weight))`);
  await database.run(weightedList('languages', scenario.languages));
  await database.run(weightedList('channels', scenario.channels));
  await database.run(hours(scenario));
}

/** One row per domain and day: everything that is fixed there, so that a decision needs one join. */
function calendar(days: number): Sql {
  return sql`
    CREATE TABLE calendar AS
    SELECT d.* EXCLUDE (name, weight, models, policies), d.name AS domain, day, m.* EXCLUDE (domain_no, from_day),
      p.version AS policy, p.model AS policy_model, p.level AS policy_level, p.threshold, p.audit_rate
    FROM domain d
    CROSS JOIN range(${days}::BIGINT) t(day)
    JOIN (SELECT domain_no, unnest(models, recursive := true) FROM domain) m
      ON m.domain_no = d.domain_no AND m.from_day <= day
    LEFT JOIN (SELECT domain_no, unnest(policies, recursive := true) FROM domain) p
      ON p.domain_no = d.domain_no AND p.from_day <= day
    QUALIFY row_number() OVER (PARTITION BY d.domain_no, day ORDER BY m.from_day DESC, p.from_day DESC) = 1`;
}

function weightedList(name: string, shares: readonly SimulationShare[]): Sql {
  const names = shares.flatMap((share) => Array<string>(share.weight).fill(share.name));
  return sql`SET VARIABLE ${id(name)} = ${JSON.stringify(names)}::JSON::VARCHAR[]`;
}

/** Hours of the history by weight, cut into 65536 equal shares. Whole numbers, so every machine agrees. */
function hours({ firstDay, days, growth, weekday, hour }: SimulationScenario): Sql {
  return sql`
    SET VARIABLE hours = (
      WITH hour AS (
        SELECT range AS hour_no, range // 24 AS day,
          (100 * (${days}::BIGINT - 1) + ${growth}::BIGINT * day)
            * list_extract(${JSON.stringify(weekday)}::BIGINT[], isodow(${firstDay}::DATE + day::INTEGER))
            * list_extract(${JSON.stringify(hour)}::BIGINT[], 1 + range % 24) AS weight
        FROM range(${days}::BIGINT * 24)
      ), reach AS (
        SELECT hour_no, (sum(weight) OVER (ORDER BY hour_no) * 65536 // sum(weight) OVER ())::BIGINT AS upto
        FROM hour
      )
      SELECT list(hour_no ORDER BY hour_no)
      FROM (SELECT hour_no, upto - lag(upto, 1, 0) OVER (ORDER BY hour_no) AS shares FROM reach), range(shares))`;
}

function snakeCaseJson(value: unknown): string {
  return JSON.stringify(value).replace(/"(\w+)":/g, (_, key: string) => {
    return `"${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}":`;
  });
}
