/**
 * Seeded randomness: xoshiro128** (Blackman & Vigna, 2018), its state filled by splitmix32. The same seed gives the
 * same numbers on every machine. A class with plain fields, since simulations draw it millions of times.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: number) {
    let filler = seed | 0;
    const fill = (): number => {
      filler = (filler + 0x9e3779b9) | 0;
      let z = Math.imul(filler ^ (filler >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.#a = fill();
    this.#b = fill();
    this.#c = fill();
    this.#d = fill();
  }

  /** Uniform in [0, 1), of 32 bits. */
  uniform(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return (result >>> 0) / 4_294_967_296;
  }
}
