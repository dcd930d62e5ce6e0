/**
 * Gauss–Legendre quadrature on (0, 1): the nodes and weights that integrate polynomials up to degree 2 size - 1 exactly.
 *
 * Use it to turn a smooth prior on (0, 1) into a few bets.
 *
 * @param size number of nodes, whole, 1 to 256
 * @returns nodes in ascending order and their weights, which sum to 1
 * @throws RangeError outside that range
 * @see Golub & Welsch, "Calculation of Gauss quadrature rules", 1969, for the problem; Newton on Legendre's recurrence here
 * @example
 * gaussLegendre(2); // => { nodes: [0.2113248654…, 0.7886751345…], weights: [0.5, 0.5] }
 */
export function gaussLegendre(size: number): { nodes: number[]; weights: number[] } {
  if (!Number.isInteger(size) || size < 1 || size > 256) {
    throw new RangeError('gaussLegendre requires a whole number of nodes from 1 to 256');
  }
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = size; i >= 1; i -= 1) {
    let z = Math.cos((Math.PI * (i - 0.25)) / (size + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step += 1) {
      let before = 0;
      let value = 1;
      for (let degree = 1; degree <= size; degree += 1) {
        const next = ((2 * degree - 1) * z * value - (degree - 1) * before) / degree;
        before = value;
        value = next;
      }
      slope = (size * (z * value - before)) / (z * z - 1);
      const change = value / slope;
      z -= change;
      if (Math.abs(change) <= 1e-16) break;
    }
    nodes.push((1 + z) / 2);
    weights.push(1 / ((1 - z * z) * slope * slope));
  }
  return { nodes, weights };
}
