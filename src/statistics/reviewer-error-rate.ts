/**
 * How often one reviewer errs, from how often two agree who judged the same decisions without seeing each other's verdict.
 *
 * Takes both kinds of error to be equally likely and reviewers to err independently: they agree when both are right or both
 * err, (1 - e)² + e². Where they err on the same hard cases the true rate is higher. Use it for both rates of `reviewerNoise`
 * when no better ones are known.
 *
 * @param input agreement, the share of double reviews with the same verdict, in [0, 1]
 * @returns e, in [0, 0.5]; null below one half, where reviewers agree less than two who guess
 * @throws RangeError outside that range
 * @see Hui & Walter, "Estimating the error rates of diagnostic tests", 1980, for the model, here with equal rates
 * @example
 * reviewerErrorRate({ agreement: 0.905 }); // => 0.05
 */
export function reviewerErrorRate(input: { readonly agreement: number }): number | null {
  const { agreement } = input;
  if (!(agreement >= 0 && agreement <= 1))
    throw new RangeError('reviewerErrorRate requires agreement between 0 and 1');
  return agreement < 0.5 ? null : (1 - Math.sqrt(2 * agreement - 1)) / 2;
}
