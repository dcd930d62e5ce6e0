import { type Configuration, rulesFor } from './configuration.ts';
import { Problem } from './problem.ts';
import { NO_SIBLINGS, scaleFault } from './scale.ts';

/**
 * The configuration with the recalibrated scale as the default of all domains; one that names its scale keeps it.
 *
 * @throws Problem usage: it does not go with what else is configured
 */
export function recalibratedRules(configuration: Configuration): Configuration {
  const defaults = { ...configuration.defaults, scale: 'recalibrated' as const };
  const whole = { ...configuration, defaults };
  const faults = [
    ...(whole.prior === 'siblings' ? [`prior: ${NO_SIBLINGS}`] : []),
    ...['', ...Object.keys(whole.domains)].flatMap((domain) => {
      const fault = scaleFault(rulesFor(whole, domain));
      return fault === null ? [] : [`${domain === '' ? 'defaults' : domain}: ${fault}`];
    }),
  ];
  if (faults[0] !== undefined) throw new Problem('usage', `--recalibrate: ${faults[0]}`);
  return whole;
}
