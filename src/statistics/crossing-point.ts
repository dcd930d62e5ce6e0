/**
 * The x in [low, high] where an increasing function crosses zero, by the Illinois variant of false position kept
 * inside a shrinking bracket; to about 14 digits. `f(low) <= 0 <= f(high)` must hold.
 *
 * @returns the upper end of the last bracket: for a bound, the side that promises less
 * @see Dowell & Jarratt, "A modified regula falsi method", 1971
 */
export function crossingPoint(f: (x: number) => number, low: number, high: number): number {
  let [a, b, fa, fb] = [low, high, f(low), f(high)];
  for (let step = 0, side = 0; step < 300 && b - a > 1e-14 * b; step += 1) {
    const guess = step % 3 === 2 || !Number.isFinite(fa + fb) ? (a + b) / 2 : (a * fb - b * fa) / (fb - fa);
    const x = guess > a && guess < b ? guess : (a + b) / 2;
    if (!(x > a && x < b)) break;
    const fx = f(x);
    if (fx < 0) {
      [a, fa] = [x, fx];
      if (side === -1) fb /= 2;
      side = -1;
    } else {
      [b, fb] = [x, fx];
      if (side === 1) fa /= 2;
      side = 1;
    }
  }
  return b;
}
