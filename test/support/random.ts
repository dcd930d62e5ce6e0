import { Random as Generator } from '../../src/statistics/random.ts';

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

/** The generator of the simulated lives, with what tests ask of it. */
export function random(seed: number): Random {
  const generator = new Generator(seed);
  const uniform = (): number => generator.uniform();
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    chance: (probability) => uniform() < probability,
    pick: (from) => from[Math.floor(uniform() * from.length)] as (typeof from)[number],
  };
}
