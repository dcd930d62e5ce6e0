import { domain, model, policy } from './scenario-words.ts';

/** The twelve domains of the contact center, the busiest first, and what is planted in each. */
export const contactCenterDomains = [
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
