/** The words everyone uses. */
export * from './audit-plan.ts';
export * from './backtest.ts';
export * from './certificate.ts';
export * from './configuration.ts';
export * from './curve.ts';
export * from './decision.ts';
export * from './drift.ts';
export * from './evidence.ts';
export * from './mapping.ts';
export * from './paired.ts';
export * from './problem.ts';
export * from './recommendation.ts';
export * from './rule.ts';
export * from './slice.ts';
export * from './time.ts';
export * from './validation.ts';
export * from './verdict.ts';
