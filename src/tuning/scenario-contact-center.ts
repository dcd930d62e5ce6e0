/**
 * A contact center of twelve domains, 120 days long, in which the truth is known.
 *
 * Every decision has a latent skill margin m ~ Normal(skillMean, skillSd). The AI is right with probability
 * `ceiling * logistic(m - handicap)`, where the handicap is what the AI does not notice (a drift, a language, a
 * large amount). Its confidence is `logistic(slope * logit(ceiling * logistic(m)) + bias + noise * z)`: slope 1,
 * bias 0, noise 0 is perfect calibration. So every planted fault is a number in this table.
 */

/** The usual domain: well calibrated, competent, every decision seen by a person. Others state how they differ. */
const usual = {
  /** Share of the traffic, per mille; the twelve add up to 1000. */
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
const model = (over: Partial<typeof usualModel>) => ({ ...usualModel, ...over });
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
const policy = (version: number, fromDay: number, over: Partial<typeof noAutonomy> = {}) => ({
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

const domain = (
  name: string,
  over: Partial<typeof usual>,
  models = [model({})],
  policies = [policy(1, 0)],
) => ({ name, ...usual, ...over, models, policies });

const domains = [
  domain(
    'delivery-status',
    {
      features: ['well-calibrated', 'certifiable'],
      weight: 230,
      answers: ['on_its_way', 'delivered', 'delayed', 'returned', 'lost'],
    },
    [model({ skillMean: 4.4, skillSd: 1.6 })],
    [
      policy(1, 0),
      policy(2, 30, { level: 'on-the-loop', threshold: 0.95, auditRate: 0.2 }),
      policy(3, 75, { level: 'autonomous', threshold: 0.9, auditRate: 0.1 }),
    ],
  ),
  domain(
    'order-change',
    {
      features: ['over-confident', 'model-change'],
      weight: 150,
      answers: ['change_items', 'change_delivery', 'not_possible', 'ask_customer'],
      amountMedian: 85,
      amountSpread: 0.8,
      falseAlarm: 0.004,
    },
    [
      model({ skillMean: 2.2, skillSd: 1.3, bias: 1.3, noise: 0.3 }),
      model({ model: 'agent-2026-06', fromDay: 101, skillMean: 3, skillSd: 1.3, bias: 0.2, noise: 0.2 }),
    ],
    [policy(1, 0, { level: 'on-the-loop', threshold: 0.97, auditRate: 0.2 })],
  ),
  domain(
    'password-reset',
    {
      features: ['under-confident', 'certifiable'],
      weight: 140,
      answers: ['send_link', 'verify_identity', 'unlock', 'escalate'],
    },
    [model({ skillMean: 4.2, skillSd: 1.3, slope: 0.9, bias: -1.1, noise: 0.2 })],
    [policy(1, 0, { level: 'on-the-loop', threshold: 0.8, auditRate: 0.2 })],
  ),
  domain(
    'refunds',
    {
      features: ['large-amounts'],
      weight: 125,
      answers: ['refund_full', 'refund_partial', 'deny', 'voucher'],
      amountMedian: 60,
      amountSpread: 1.1,
      maxAmount: 250,
      handicap: 2.4,
      handicapAbove: 250,
    },
    [model({ skillMean: 4.5, skillSd: 1.4, noise: 0.2, scale: 1_000_000 })],
  ),
  domain(
    'technical-help',
    {
      features: ['selection-unknown'],
      weight: 95,
      answers: ['restart', 'update', 'replace', 'book_technician', 'known_fault'],
      doubtfulBelow: 0.8,
      missing: 0.02,
    },
    [model({ skillMean: 2.3, skillSd: 1.4, bias: 0.4, noise: 0.3, scale: 100_000 })],
    [],
  ),
  domain(
    'billing-dispute',
    {
      features: ['saturated', 'rubber-stamping'],
      weight: 70,
      answers: ['correct_bill', 'explain', 'credit', 'reject'],
      amountMedian: 120,
      amountSpread: 0.9,
      maxAmount: 500,
      legalIntent: 0.03,
      frustration: 0.06,
      rubberStamp: 0.65,
      doubleReview: 0.1,
    },
    [model({ skillMean: 2.4, skillSd: 1.2, bias: 4.2, noise: 0.3, scale: 1_000_000 })],
  ),
  domain(
    'cancellation',
    {
      features: ['bad-slice'],
      weight: 60,
      answers: ['cancel_now', 'cancel_at_term', 'offer', 'ask_customer'],
      handicap: 2.8,
      handicapLanguage: 'pl',
    },
    [model({ skillMean: 3.7, skillSd: 1.3, noise: 0.2 })],
  ),
  domain(
    'address-change',
    {
      features: ['drift'],
      weight: 55,
      answers: ['accept', 'ask_customer', 'reject'],
      handicap: 1.9,
      handicapFromDay: 94,
    },
    [model({ skillMean: 3.8, skillSd: 1.3, noise: 0.1 })],
    [policy(1, 0), policy(2, 40, { level: 'on-the-loop', threshold: 0.9, auditRate: 0.2 })],
  ),
  domain(
    'complaint',
    {
      features: ['uninformative', 'too-hard'],
      weight: 35,
      answers: ['apologise', 'compensate', 'escalate', 'explain'],
      frustration: 0.25,
      legalIntent: 0.03,
      falseAlarm: 0.01,
      slip: 0.04,
      unsure: 0.02,
      editShare: 0.3,
    },
    [model({ skillMean: 1.1, skillSd: 0.6, ceiling: 0.97, slope: 0, bias: 2.3, noise: 0.9 })],
  ),
  domain(
    'appointment',
    {
      features: ['verbalised', 'certifiable'],
      weight: 25,
      answers: ['book', 'move', 'cancel', 'offer_slots'],
    },
    [
      model({
        skillMean: 4.3,
        skillSd: 1.3,
        bias: 0.2,
        noise: 0.2,
        levels: [0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1],
      }),
    ],
  ),
  domain(
    'regulatory-disclosure',
    {
      features: ['mostly-triggers'],
      weight: 10,
      answers: ['disclose', 'refer', 'withhold'],
      regulatory: 0.9,
      legalIntent: 0.12,
    },
    [model({ skillMean: 3, skillSd: 1.2 })],
  ),
  domain(
    'account-closure',
    { features: ['few-verdicts'], weight: 5, answers: ['close', 'keep', 'ask_customer'], legalIntent: 0.02 },
    [model({ skillMean: 3.8, skillSd: 1.1, noise: 0.2 })],
  ),
];

/** What `leeway simulate --scenario contact-center` writes; see data/README.md for the realised figures. */
export const scenarioContactCenter = {
  name: 'contact-center',
  /** 2026-03-03 to 2026-06-30 UTC. More decisions make fuller days, not more of them. */
  firstDay: '2026-03-03',
  days: 120,
  /** Growth of the daily volume over the history, percent. */
  growth: 20,
  /** Volume by weekday, Monday first, and by hour of the day (UTC), in any unit. */
  weekday: [125, 115, 110, 110, 100, 55, 35],
  hour: [6, 4, 3, 2, 3, 8, 22, 48, 78, 96, 100, 94, 82, 84, 90, 92, 86, 74, 60, 48, 36, 26, 16, 10],
  /** Weights in percent. */
  languages: [
    { name: 'de', weight: 46 },
    { name: 'en', weight: 21 },
    { name: 'fr', weight: 12 },
    { name: 'pl', weight: 9 },
    { name: 'tr', weight: 7 },
    { name: 'es', weight: 5 },
  ],
  channels: [
    { name: 'chat', weight: 45 },
    { name: 'email', weight: 30 },
    { name: 'phone', weight: 18 },
    { name: 'app', weight: 7 },
  ],
  /** Triggers that always bring a person in; with `maxAmount` they decide which decisions are eligible. */
  alwaysReview: ['regulatory', 'legal_intent', 'frustration', 'amount_over_limit'],
  /** Verdict delay: log-normal, median hours and log standard deviation (98.7 % within 48 h, 99.6 % within 72 h). */
  delayMedianHours: 5,
  delaySpread: 1,
  /** `seconds` is the median time of a review; hasty reviewers rubber-stamp in the domain where that is planted. */
  reviewers: [
    { name: 'r-01', weight: 14, seconds: 55, hasty: true },
    { name: 'r-02', weight: 12, seconds: 90, hasty: false },
    { name: 'r-03', weight: 12, seconds: 48, hasty: true },
    { name: 'r-04', weight: 10, seconds: 110, hasty: false },
    { name: 'r-05', weight: 10, seconds: 60, hasty: true },
    { name: 'r-06', weight: 9, seconds: 85, hasty: false },
    { name: 'r-07', weight: 8, seconds: 52, hasty: true },
    { name: 'r-08', weight: 7, seconds: 130, hasty: false },
    { name: 'r-09', weight: 6, seconds: 95, hasty: false },
    { name: 'r-10', weight: 5, seconds: 58, hasty: true },
    { name: 'r-11', weight: 4, seconds: 105, hasty: false },
    { name: 'r-12', weight: 3, seconds: 75, hasty: false },
  ],
  domains,
} as const;
