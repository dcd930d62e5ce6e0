import type { Configuration } from '../contracts/configuration.ts';
import { recalibratedRules } from '../contracts/recalibrated-rules.ts';
import { readConfiguration } from '../workflows/read-settings.ts';
import { share } from './share.ts';

/** Options that several commands take: where the limits stand, and what replaces their defaults. */
export interface LimitOptions {
  readonly config?: string;
  readonly risk?: string;
  readonly delta?: string;
  readonly reviewProbability?: string;
  readonly recalibrate?: true;
}

/** @throws Problem configuration or usage: what a file or an option says is no limit */
export function configurationOf({
  config,
  risk,
  delta,
  reviewProbability,
  recalibrate,
}: LimitOptions): Configuration {
  const configuration = readConfiguration(config ?? null);
  const overrides = {
    ...(risk === undefined ? {} : { risk: share('--risk', risk, false) }),
    ...(delta === undefined ? {} : { delta: share('--delta', delta, false) }),
    ...(reviewProbability === undefined
      ? {}
      : { reviewProbability: share('--review-probability', reviewProbability, true) }),
  };
  const whole = { ...configuration, defaults: { ...configuration.defaults, ...overrides } };
  return recalibrate === true ? recalibratedRules(whole) : whole;
}
