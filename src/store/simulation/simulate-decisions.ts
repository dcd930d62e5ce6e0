import { sql } from '../sql.ts';

/**
 * Table `decision`: one row per decision in no order, the contract's columns beside the truth that made them
 * (`p_right`, `is_right`, `loss`, `is_handicapped`, `is_eligible`) and whether a review is due (`is_due`).
 *
 * Reads the variables `seed`, `first_row`, `end_row`, `first_day` and `always_review` and the tables of the scenario.
 * Probabilities are rounded before they are used, so that what is written is exactly what was drawn from.
 */
export const DECISION_TABLE = sql`
  CREATE OR REPLACE TABLE decision AS
  WITH numbered AS (
    SELECT range AS i, draw('place', range) AS h_place, draw('skill', range) AS h_skill,
      draw('case', range) AS h_case, draw('trigger', range) AS h_trigger, draw('fate', range) AS h_fate
    FROM range(getvariable('first_row'), getvariable('end_row'))
  ), placed AS (
    SELECT *, pick('domains', uniform(h_place, 0)) AS domain_no,
      pick('hours', uniform(h_place, 1)) AS hour_no, hour_no // 24 AS day,
      floor(uniform(h_place, 2) * 3600)::BIGINT AS second_of_hour,
      pick('languages', uniform(h_place, 3)) AS language, pick('channels', uniform(h_case, 0)) AS channel
    FROM numbered
  ), described AS (
    SELECT placed.*, calendar.* EXCLUDE (domain_no, day),
      skill_mean + skill_sd * normal(h_skill, 0) AS margin,
      noise * other_normal(h_skill, 0) AS wobble,
      round(amount_median * exp(amount_spread * normal(h_case, 2)), 2) AS amount,
      coalesce(amount > max_amount, false) AS is_over_limit,
      list_where(['regulatory', 'legal_intent', 'frustration', 'amount_over_limit'], [
        uniform(h_trigger, 0) < regulatory, uniform(h_trigger, 1) < legal_intent,
        uniform(h_trigger, 2) < frustration, is_over_limit]) AS triggers,
      handicap > 0 AND coalesce(day >= handicap_from_day, true) AND coalesce(language = handicap_language, true)
        AND (handicap_above IS NULL OR coalesce(amount > handicap_above, false)) AS is_handicapped
    FROM placed JOIN calendar USING (domain_no, day)
  ), answered AS (
    SELECT *, round(ceiling * logistic(margin - if(is_handicapped, handicap, 0)), 4) AS p_right,
      logistic(slope * logit(ceiling * logistic(margin)) + bias + wobble) AS felt,
      round(CASE WHEN levels IS NULL THEN felt
        ELSE list_reduce(levels, lambda a, b: if(abs(a - felt) < abs(b - felt), a, b)) END * scale) / scale
        AS confidence,
      uniform(h_fate, 0) < p_right AS is_right,
      CASE WHEN is_right THEN 0.0
        WHEN uniform(h_fate, 1) < edit_share
        THEN list_extract([0.1, 0.2, 0.3, 0.5], 1 + floor(uniform(h_fate, 1) / edit_share * 4)::INTEGER)
        ELSE 1.0 END::DOUBLE AS loss,
      NOT list_has_any(triggers, getvariable('always_review')) AND NOT is_over_limit AS is_eligible
    FROM described
  ), routed AS (
    SELECT *,
      CASE WHEN policy IS NULL THEN NULL
        WHEN is_eligible AND model = policy_model AND confidence >= threshold THEN policy_level
        ELSE 'in-the-loop' END AS route,
      CASE WHEN doubtful_below IS NOT NULL THEN NULL
        WHEN route = 'in-the-loop' THEN 1.0 ELSE audit_rate END::DOUBLE AS review_probability
    FROM answered
  )
  SELECT i, domain_no, day, 'd' || md5(concat(getvariable('seed'), ':id:', i))[1:15] AS decision_id, domain,
    make_timestamp((epoch_us(getvariable('first_day')::TIMESTAMP) // 1000000 + hour_no * 3600 + second_of_hour)
      * 1000000) AS decided_at,
    confidence, list_extract(answers, 1 + floor(pow(uniform(h_case, 1), 1.7) * len(answers))::INTEGER) AS ai_answer,
    model, amount, if(amount IS NULL, NULL, 'EUR') AS currency, triggers, route, review_probability,
    policy::VARCHAR AS policy, language, channel,
    p_right, is_right, loss, is_handicapped, is_eligible,
    uniform(h_fate, 2) < coalesce(review_probability, if(confidence < doubtful_below, 0.9, 0)) AS is_due
  FROM routed`;

/** The contract's columns of a decision, in the order in which they are written. */
export const DECISION_COLUMNS = sql`decision_id, domain, decided_at, confidence, ai_answer, model, amount, currency,
  triggers, route, review_probability, policy, language, channel`;
