/**
 * What a simulated domain, its AIs and its policies are made of; a scenario says how each differs from the usual one.
 *
 * Every decision has a latent skill margin m ~ Normal(skillMean, skillSd). The AI is right with probability
 * `ceiling * logistic(m - handicap)`, where the handicap is what the AI does not notice (a drift, a language, a
 * large amount). Its confidence is `logistic(slope * logit(ceiling * logistic(m)) + bias + noise * z)`: slope 1,
 * bias 0, noise 0 is perfect calibration. So every planted fault is a number in this table.
 */

/** The usual domain: well calibrated, competent, every decision seen by a person. Others state how they differ. */
const usual = {
  /** Share of the traffic, per mille; those of a scenario add up to 1000. */
  weight: 0,
  /** What is planted here, in words. */
  features: [] as readonly string[],
  /** What the AI may answer, the most frequent first. */
  answers: [] as readonly string[],
  /** Chance of each trigger on a decision. */
  regulatory: 0.004,
  legalIntent: 0.006,
  frustration: 0.02,
  /** Amounts in EUR are log-normal with this median and log standard deviation; null: the domain has none. */
  amountMedian: null as number | null,
  amountSpread: 0,
  /** Largest amount the AI may decide; above it the trigger `amount_over_limit` is set. */
  maxAmount: null as number | null,
  /** Where the AI is worse without noticing: margin lost, and the condition (all that are not null must hold). */
  handicap: 0,
  handicapFromDay: null as number | null,
  handicapLanguage: null as string | null,
  handicapAbove: null as number | null,
  /** Below this confidence a person looked, and nobody recorded a rate: selection unknown. Null: rates are recorded. */
  doubtfulBelow: null as number | null,
  /** Share of due reviews whose verdict never comes. */
  missing: 0.003,
  /** Share of verdicts that are `unsure`. */
  unsure: 0.004,
  /** P(verdict "wrong" | AI right), and P(verdict "agree" | AI wrong) by an attentive reviewer. */
  falseAlarm: 0.002,
  slip: 0.02,
  /** P(verdict "agree" | AI wrong) by a hasty reviewer who sees the AI's answer. */
  rubberStamp: 0.02,
  /** Share of reviews that a second reviewer repeats blind. */
  doubleReview: 0.02,
  /** Share of the errors that are small: the person edits instead of overriding, with severity .1, .2, .3 or .5. */
  editShare: 0.2,
};

/** One AI in a domain, from a day of the history on (day 0 is the first). */
export const model = (over: Partial<typeof usualModel>) => ({ ...usualModel, ...over });
const usualModel = {
  model: 'agent-2026-01',
  fromDay: 0,
  skillMean: 3.6,
  skillSd: 1.4,
  ceiling: 0.995,
  slope: 1,
  bias: 0,
  noise: 0,
  /** Confidence is rounded to 1/scale: 10000 keeps four decimals. */
  scale: 10_000,
  /** A verbalised confidence takes only these values (the nearest to the latent one); null: any value. */
  levels: null as readonly number[] | null,
};

/** One policy version: at or above `threshold` the AI acts at `level`, audited at `auditRate`; null: it never does. */
export const policy = (version: number, fromDay: number, over: Partial<typeof noAutonomy> = {}) => ({
  version,
  fromDay,
  ...noAutonomy,
  ...over,
});
const noAutonomy = {
  /** The model it was approved for; any other runs in the loop. */
  model: 'agent-2026-01',
  level: 'in-the-loop' as 'in-the-loop' | 'on-the-loop' | 'autonomous',
  threshold: null as number | null,
  auditRate: 1,
};

export const domain = (
  name: string,
  over: Partial<typeof usual>,
  models = [model({})],
  policies = [policy(1, 0)],
) => ({ name, ...usual, ...over, models, policies });
