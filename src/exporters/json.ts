import type { Thresholds } from '../contracts/thresholds.ts';

/** `thresholds.json`: what `leeway gate --policies` and `leeway/gate` read. */
export function json(thresholds: Thresholds): string {
  return `${JSON.stringify(thresholds, null, 2)}\n`;
}
