import {
  cohensKappa,
  cohensKappaInterval,
  fleissKappa,
  gwetAc1,
  krippendorffAlpha,
  pabak,
  percentAgreement,
} from '../../src/statistics/index.ts';

interface Pair {
  readonly rater_a: readonly number[];
  readonly rater_b: readonly number[];
}

interface Panel {
  readonly ratings: readonly (readonly (number | null)[])[];
}

export function agreement(input: Pair | Panel): Record<string, unknown> {
  return 'ratings' in input ? panel(input.ratings) : pair(input.rater_a, input.rater_b);
}

function pair(a: readonly number[], b: readonly number[]): Record<string, unknown> {
  const labels = [...new Set([...a, ...b])].sort((left, right) => left - right);
  const interval = cohensKappaInterval({ a, b, labels });
  return {
    percent_agreement: percentAgreement({ a, b }),
    kappa: cohensKappa({ a, b, labels, weights: null }),
    kappa_linear: cohensKappa({ a, b, labels, weights: 'linear' }),
    kappa_quadratic: cohensKappa({ a, b, labels, weights: 'quadratic' }),
    kappa_se: interval?.standardError,
    kappa_ci95: interval && [interval.lower, interval.upper],
    gwet_ac1: gwetAc1({ a, b, labels }),
    pabak: pabak({ a, b, labels }),
    krippendorff_alpha_nominal: krippendorffAlpha({ raters: [a, b], level: 'nominal' }),
  };
}

function panel(raters: Panel['ratings']): Record<string, unknown> {
  const complete = raters.map((ratings) => ratings.filter((rating) => rating !== null));
  const isComplete = complete.every((ratings, i) => ratings.length === raters[i]!.length);
  return {
    fleiss_kappa: isComplete ? fleissKappa({ raters: complete }) : undefined,
    krippendorff_alpha_nominal: krippendorffAlpha({ raters, level: 'nominal' }),
  };
}
