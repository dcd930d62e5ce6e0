import { betaTailQuantile } from './beta-tail-quantile.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Clopper–Pearson bounds: exact one-sided bounds on an error rate, each missed with probability at most delta.
 *
 * Use it to promise, not to compare, and for one look at a number of verdicts fixed in advance. Taking both ends
 * gives an interval of confidence 1 - 2 delta.
 *
 * @param input errors and n, whole, 0 <= errors <= n; delta, the failure probability of each bound, in (0, 1)
 * @returns upper (1 when every verdict is an error, or there is none) and lower (0 when no verdict is)
 * @throws RangeError outside those ranges
 * @see Clopper & Pearson, "The use of confidence or fiducial limits", 1934
 * @example
 * clopperPearson({ errors: 0, n: 59, delta: 0.05 }); // => { upper: 0.0495076…, lower: 0 }
 */
export function clopperPearson(input: {
  readonly errors: number;
  readonly n: number;
  readonly delta: number;
}): {
  upper: number;
  lower: number;
} {
  const { errors, n, delta } = input;
  requireCounts('clopperPearson', errors, n);
  requireOpenUnit('clopperPearson', 'delta', delta);
  return { upper: clopperPearsonUpper(errors, n, delta), lower: clopperPearsonLower(errors, n, delta) };
}

/** The upper bound alone, for whole 0 <= errors <= n and delta in (0, 1). */
export function clopperPearsonUpper(errors: number, n: number, delta: number): number {
  const ok = n - errors;
  if (ok === 0) return 1;
  if (errors === 0) return -Math.expm1(Math.log(delta) / ok);
  return betaTailQuantile(delta, ok, errors + 1).y;
}

/** The lower bound alone, likewise. */
export function clopperPearsonLower(errors: number, n: number, delta: number): number {
  const ok = n - errors;
  if (errors === 0) return 0;
  if (ok === 0) return Math.exp(Math.log(delta) / errors);
  return betaTailQuantile(delta, errors, ok + 1).x;
}
