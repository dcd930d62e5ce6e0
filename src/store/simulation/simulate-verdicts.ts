import { sql } from '../sql.ts';

/**
 * View `review`: every decision with its first review and, where there was one, its blind second; the verdict's
 * columns are null where no review was due, the verdict never came, or it came after the end of the history.
 *
 * An attentive reviewer errs with the domain's `false_alarm` and `slip`; a hasty one who sees the AI's answer
 * confirms an error with `rubber_stamp`, and takes a quarter of the time where that is planted. A blind review is
 * always attentive, by another person, and begins when the first one is done.
 */
export const REVIEW_VIEW = sql`
  CREATE VIEW review AS
  WITH asked AS (
    SELECT d.*, p.missing, p.unsure, p.false_alarm, p.slip, p.rubber_stamp, p.answers,
      unnest(if(getvariable('double_review') AND is_due AND uniform(draw('double', i), 0) < p.double_review,
        [1, 2], [1])) AS n
    FROM decision d JOIN domain p USING (domain_no)
  ), drawn AS (
    SELECT *, n = 2 AS is_blind, draw('reviewer', i) AS h_who, draw(concat('verdict-', n), i) AS h_verdict,
      draw('delay-1', i) AS h_first, draw(concat('delay-', n), i) AS h_delay,
      (pick('reviewers', uniform(h_who, 0)) + if(n = 2, 1 + floor(uniform(h_who, 1) * (crew - 1))::BIGINT, 0)) % crew
        AS reviewer_no
    FROM asked, (SELECT count(*) AS crew FROM reviewer)
  ), judged AS (
    SELECT drawn.*, reviewer.name AS reviewer, rubber_stamp > slip AND hasty AND NOT is_blind AS is_stamping,
      decided_at + to_seconds(delay_s(h_first) + if(n = 2, delay_s(h_delay), 0)) AS read_at,
      greatest(3, round(seconds * if(is_stamping, 0.25, 1) * exp(0.5 * normal(h_delay, 2))))::INTEGER AS duration,
      CASE WHEN uniform(h_verdict, 0) < unsure THEN 'unsure'
        WHEN is_right THEN if(uniform(h_verdict, 1) < false_alarm, 'override', 'agree')
        WHEN uniform(h_verdict, 1) < if(is_stamping, rubber_stamp, slip) THEN 'agree'
        WHEN loss < 1 THEN 'edit'
        ELSE 'override' END AS said,
      is_due AND uniform(h_who, 2) >= missing AND read_at < getvariable('end_at') AS has_come
    FROM drawn JOIN reviewer USING (reviewer_no)
  )
  SELECT *,
    if(has_come, said, NULL) AS verdict,
    if(has_come, read_at, NULL) AS reviewed_at,
    if(has_come, reviewer, NULL) AS reviewer_id,
    CASE WHEN NOT has_come OR said = 'unsure' THEN NULL
      WHEN said = 'agree' THEN ai_answer
      WHEN said = 'edit' THEN ai_answer || ', corrected'
      ELSE list_extract(answers, 1 + (list_position(answers, ai_answer)
        + floor(uniform(h_verdict, 2) * (len(answers) - 1))::INTEGER) % len(answers)) END AS human_answer,
    if(has_come AND said = 'edit', loss, NULL) AS severity,
    if(has_come, is_blind, NULL) AS blind,
    if(has_come, duration, NULL) AS duration_s
  FROM judged
  WHERE n = 1 OR has_come`;

/** The contract's columns of a verdict, in the order in which they are written after `decision_id`. */
export const VERDICT_COLUMNS = sql`
  verdict, reviewed_at, reviewer_id, human_answer, severity, blind, duration_s`;
