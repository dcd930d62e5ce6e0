/** Chance that a seed decides: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), of 32 bits. */
  readonly uniform: () => number;
  /** Uniform among 0, 1, … n - 1. */
  readonly below: (n: number) => number;
  /** True with this probability. */
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** xoshiro128** (Blackman & Vigna, 2018), its state filled from the seed by splitmix32. */
export function random(seed: number): Random {
  let filler = seed | 0;
  const fill = (): number => {
    filler = (filler + 0x9e3779b9) | 0;
    let z = filler ^ (filler >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  const uniform = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result >>> 0) / 4_294_967_296;
  };
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    chance: (probability) => uniform() < probability,
    pick: (from) => from[Math.floor(uniform() * from.length)] as (typeof from)[number],
  };
}
