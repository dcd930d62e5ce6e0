import { contactCenterDomains } from './contact-center-domains.ts';

/**
 * A contact center of twelve domains, 120 days long, in which the truth is known: what `leeway simulate --scenario
 * contact-center` writes. data/README.md has the realised figures.
 */
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
  domains: contactCenterDomains,
} as const;
