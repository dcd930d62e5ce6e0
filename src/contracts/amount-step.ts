import type { Evidence } from './evidence.ts';

/** The evidence on a domain if the AI took only decisions up to an amount. */
export interface AmountStep {
  /** Money. A decision whose amount is not known is above every step. */
  readonly maxAmount: number;
  readonly evidence: Evidence;
}
