import { describe, expect, it } from 'vitest';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';

describe('THRESHOLD_GRID', () => {
  const grid = new Set(THRESHOLD_GRID);

  it('falls from 1 to 0 without a repeat', () => {
    expect(THRESHOLD_GRID[0]).toBe(1_000_000);
    expect(THRESHOLD_GRID.at(-1)).toBe(0);
    THRESHOLD_GRID.slice(1).forEach((ppm, index) => {
      expect(ppm).toBeLessThan(THRESHOLD_GRID[index] as number);
    });
  });

  it('holds exactly the steps that were promised', () => {
    const promised = new Set<number>();
    const add = (from: number, to: number, step: number): void => {
      for (let ppm = from; ppm <= to; ppm += step) promised.add(ppm).add(1_000_000 - ppm);
    };
    add(500_000, 990_000, 1000);
    add(990_000, 999_000, 100);
    add(999_000, 999_900, 10);
    add(999_900, 1_000_000, 1);
    expect(THRESHOLD_GRID).toEqual([...promised].sort((a, b) => b - a));
    expect(THRESHOLD_GRID).toHaveLength(1541);
  });

  it('is its own mirror image', () => {
    for (const ppm of grid) expect(grid.has(1_000_000 - ppm)).toBe(true);
  });

  it.each([
    0, 1, 99, 100, 110, 990, 1000, 9900, 10_000, 11_000, 499_000, 500_000, 501_000, 930_000, 989_000, 990_000,
    990_100, 999_500, 999_510, 999_900, 999_901, 999_999,
  ])('holds %i ppm', (ppm) => {
    expect(grid.has(ppm)).toBe(true);
  });

  it.each([105, 10_500, 500_500, 930_500, 989_100, 990_050, 999_505])('does not hold %i ppm', (ppm) => {
    expect(grid.has(ppm)).toBe(false);
  });

  it('cannot be changed by whoever holds it', () => {
    expect(() => (THRESHOLD_GRID as number[]).push(5)).toThrow(TypeError);
  });
});
