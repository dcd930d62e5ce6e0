import type { Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';

/** A domain that is one step on its way; what differs is said. */
export function recommendation(over: Partial<Recommendation> = {}): Recommendation {
  return {
    domain: 'refunds',
    model: 'agent-1',
    action: 'widen',
    level: 'on-the-loop',
    current: { threshold: null, coverage: 0 },
    proposed: { threshold: 0.99, coverage: 0.129, risk: 0.0061, riskUpper: 0.0243 },
    certified: { threshold: 0.886, coverage: 0.881, risk: 0.0321, riskUpper: 0.0494 },
    target: { risk: 0.05, delta: 0.05, guarantee: 'selective-risk' },
    certificate: {
      id: 'c0ffee',
      method: 'beta-mixture-e-process',
      threshold: 0.886,
      eValue: 812.4,
      logE: 6.7,
      level: 0.025,
      errors: 61,
      reviewed: 1295,
      decisions: 1300,
      pending: 3,
      thresholdsTested: 14,
      starts: [0.99, 0.97, 0.9],
    },
    limitedBy: ['step'],
    refusal: null,
    selection: 'full',
    pending: 3,
    naive: { risk: 0.03 },
    calibration: { bias: 0.01, ece: 0.02, eceNoiseFloor: 0.01, brier: 0.06 },
    effect: { reviewsSavedPerDay: 118, expectedErrorsPerDay: 1.9, netValuePerDay: 402.5 },
    next: { have: 371, need: 611, days: 9 },
    confidenceShift: null,
    slices: [],
    reasons: ['One promotion at a time.'],
    ...over,
  };
}

/** A domain that gets nothing, and why. */
export function refused(
  refusal: Recommendation['refusal'],
  over: Partial<Recommendation> = {},
): Recommendation {
  return recommendation({
    action: 'none',
    level: 'in-the-loop',
    proposed: null,
    certified: null,
    limitedBy: [],
    refusal,
    next: { have: refusal?.have ?? 0, need: refusal?.need ?? null, days: null },
    ...over,
  });
}

export function reportOf(recommendations: readonly Recommendation[]): RecommendationReport {
  return {
    version: 1,
    asOf: '2026-05-02T00:00:00.000Z',
    input: {
      decisions: 60_000,
      verdicts: 38_509,
      known: 0,
      quarantined: 12,
      quarantinedByRule: { confidence_not_a_number: 12 },
    },
    portfolio: {
      family: 'none',
      domains: recommendations.length,
      share: 1,
      allows: { none: 1, holm: 1, 'e-bh': 1 },
    },
    recommendations: [...recommendations],
  };
}
