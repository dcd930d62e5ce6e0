import type { Policy } from '../../src/contracts/policy.ts';

/** A policy in force in 2026; what differs is said. */
export function policy(over: Partial<Policy> = {}): Policy {
  return {
    domain: 'refunds',
    model: 'agent-1',
    autonomous: { threshold: 0.93, auditRate: 0.05 },
    onTheLoop: { threshold: 0.85, auditRate: 0.3 },
    alwaysReview: ['legal'],
    maxAmount: 250,
    excluded: [],
    version: 7,
    certificate: 'c',
    approvedBy: ['ann'],
    validFrom: '2026-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    ...over,
  };
}

export const SALT = 'a salt that nobody else knows';
