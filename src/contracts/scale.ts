import * as z from 'zod';

/** What thresholds of a domain are searched on: the confidence as the AI states it, or what a map makes of it. */
export const Scale = z.enum(['confidence', 'recalibrated']);
export type Scale = z.infer<typeof Scale>;

interface ScaleRules {
  readonly scale?: Scale | undefined;
  readonly slices?: readonly string[] | undefined;
  readonly amountSteps?: readonly number[] | undefined;
  readonly onDrift?: string | undefined;
}

/** Whether thresholds of a domain are searched through a map. */
export function isRecalibrated({ scale }: Pick<ScaleRules, 'scale'>): boolean {
  return scale === 'recalibrated';
}

/** What `scale: recalibrated` does not go with; null where nothing is. */
export function scaleFault(rules: ScaleRules): string | null {
  const { slices = [], amountSteps, onDrift } = rules;
  if (!isRecalibrated(rules)) return null;
  return slices.length === 0 && amountSteps === undefined && onDrift !== 'narrow'
    ? null
    : 'recalibrated goes without slices, amountSteps and onDrift: narrow; write scale: confidence for this domain';
}

/** Why the prior is the default one there. */
export const NO_SIBLINGS =
  'siblings does not go with scale: recalibrated; write prior: default, or leave the scale out';
