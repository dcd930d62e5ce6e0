import { describe, expect, it } from 'vitest';
import { calibrationWords } from '../../src/reports/calibration-words.ts';

const words = (bias: number | null, biasNoise: number | null): string =>
  calibrationWords({ bias, biasNoise, ece: null, eceNoiseFloor: null, brier: null });

describe('calibrationWords', () => {
  it('says by how many points confidence is above or below accuracy', () => {
    expect(words(0.0412, 0.02)).toBe('over-confident by 4 points');
    expect(words(-0.0149, 0.01)).toBe('under-confident by 1 point');
    expect(words(0.0096, 0.001)).toBe('over-confident by 1 point');
    expect(words(0.0094, 0.001)).toBe('over-confident by 0.9 points');
    expect(words(0.0005, 0)).toBe('over-confident by 0.1 points');
    expect(words(0.0004, 0)).toBe('over-confident by less than 0.1 points');
  });

  it('says nothing of what chance explains, and does not call that right where chance might explain much', () => {
    expect(words(0.019, 0.02)).toBe('about right');
    expect(words(-0.02, 0.02)).toBe('about right');
    expect(words(0, 0)).toBe('about right');
    expect(words(0.04, 0.06)).toBe('too few verdicts to tell');
    expect(words(0.3, 0.06)).toBe('over-confident by 30 points');
  });

  it('has no word where nothing was judged', () => {
    expect(words(null, null)).toBe('–');
  });
});
