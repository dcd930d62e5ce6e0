const SMALL_TOP = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const SMALL_BOTTOM = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_TOP = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_BOTTOM = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const LARGE_TOP = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
];
const LARGE_BOTTOM = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];
const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/**
 * Distribution function of the standard normal: P(Z <= z).
 *
 * About 15 digits, in the far lower tail too; for the upper tail ask for `normalCdf(-z)`.
 *
 * @param z any number, infinities included
 * @throws RangeError for NaN
 * @see Cody, "Rational Chebyshev approximations for the error function", 1969
 * @example
 * normalCdf(-1.959963984540054); // => 0.025…
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalCdf requires a number');
  const size = Math.abs(z);
  if (size <= 0.67448975) {
    const square = z * z;
    return 0.5 + z * rational(SMALL_TOP, SMALL_BOTTOM, square);
  }
  const tail = upperTail(size);
  return z > 0 ? 1 - tail : tail;
}

function upperTail(z: number): number {
  if (z > 39) return 0;
  // exp(-z^2 / 2) in two parts: the square of z rounded to sixteenths is exact.
  const rounded = Math.trunc(z * 16) / 16;
  const density = Math.exp(-rounded * rounded * 0.5) * Math.exp(-(z - rounded) * (z + rounded) * 0.5);
  if (z <= Math.sqrt(32)) return density * rational(MIDDLE_TOP, MIDDLE_BOTTOM, z);
  const inverse = 1 / (z * z);
  return (density * (INVERSE_ROOT_TWO_PI - inverse * rational(LARGE_TOP, LARGE_BOTTOM, inverse))) / z;
}

/** Highest power first. */
function rational(top: readonly number[], bottom: readonly number[], x: number): number {
  const at = (sum: number, coefficient: number): number => sum * x + coefficient;
  return top.reduce(at, 0) / bottom.reduce(at, 0);
}
