import type { Configuration } from './configuration.ts';
import { isRecalibrated } from './scale.ts';

/** Whether rules ask what counts that are kept cannot answer, but only the decisions themselves. */
export function asksForRows({ prior, defaults, domains }: Configuration): boolean {
  const all = [defaults, ...Object.values(domains)];
  return (
    prior === 'siblings' ||
    asksForMaps({ defaults, domains }) ||
    all.some(
      ({ slices, onDrift, onAnchoring }) =>
        (slices ?? []).length > 0 || onDrift === 'narrow' || onAnchoring === 'refuse',
    )
  );
}

/** Whether rules ask for maps of confidences, which are fitted to decisions. */
export function asksForMaps({ defaults, domains }: Pick<Configuration, 'defaults' | 'domains'>): boolean {
  return [defaults, ...Object.values(domains)].some(isRecalibrated);
}
