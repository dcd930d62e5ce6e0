/** What is left of a diagonal entry, relative to itself, when its column repeats others but for rounding. */
const SINGULAR = 1e-12;

/**
 * Inverse of a small symmetric positive definite matrix, by Cholesky's factors.
 *
 * @returns null when the matrix is singular or not positive definite
 */
export function symmetricInverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const size = matrix.length;
  const root = matrix.map(() => new Array<number>(size).fill(0));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) rest -= root[i]![k]! * root[j]![k]!;
      if (j < i) root[i]![j] = rest / root[j]![j]!;
      else if (!(rest > SINGULAR * matrix[i]![i]!)) return null;
      else root[i]![i] = Math.sqrt(rest);
    }
  }
  const columns = matrix.map((_, unit) => {
    const x = matrix.map((_, i) => (i === unit ? 1 : 0));
    for (let i = 0; i < size; i += 1) {
      for (let k = 0; k < i; k += 1) x[i]! -= root[i]![k]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    for (let i = size - 1; i >= 0; i -= 1) {
      for (let k = i + 1; k < size; k += 1) x[i]! -= root[k]![i]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    return x;
  });
  return columns;
}
