import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DurationMs, Instant } from '../../src/contracts/time.ts';

describe('Instant', () => {
  it.each([
    ['2026-05-04T09:12:00Z', '2026-05-04T09:12:00.000Z'],
    ['2026-05-04t09:12:00z', '2026-05-04T09:12:00.000Z'],
    ['2026-05-04T09:12:00+02:00', '2026-05-04T07:12:00.000Z'],
    ['2026-05-04T09:12:00+0200', '2026-05-04T07:12:00.000Z'],
    ['2026-05-04T23:30:00-05:30', '2026-05-05T05:00:00.000Z'],
    ['2026-05-04T09:12:00.123456789Z', '2026-05-04T09:12:00.123Z'],
    ['2026-05-04 09:12:00+00:00', '2026-05-04T09:12:00.000Z'],
    ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s as %s', (text, iso) => {
    expect(Instant.parse(text)).toBe(iso);
  });

  it.each([
    ['2026-05-04T09:12:00', '2026-05-04T09:12:00.000Z'],
    ['2026-05-04 09:12', '2026-05-04T09:12:00.000Z'],
    ['2026-05-04', '2026-05-04T00:00:00.000Z'],
    // In the zone of the tests this hour does not exist: a local reading would move it.
    ['2026-03-08T02:30:00', '2026-03-08T02:30:00.000Z'],
  ])('takes the bare time %s for UTC, whatever the zone of the machine', (text, iso) => {
    expect(new Date('2026-07-01T00:00:00Z').getTimezoneOffset()).not.toBe(0);
    expect(Instant.parse(text)).toBe(iso);
  });

  it.each([
    '',
    '2026',
    '1',
    'yesterday',
    'May 4 2026',
    '04.05.2026',
    '2026-5-4',
    '2026-02-31T00:00:00Z',
    '2025-02-29',
    '2026-13-01',
    '2026-05-04T25:00:00Z',
    '2026-05-04T09:61:00Z',
    '2026-05-04T09:12:00 Europe/Berlin',
    ' 2026-05-04',
    '1777885920',
  ])('refuses %j', (text) => {
    const answer = Instant.safeParse(text);
    expect(answer.success).toBe(false);
    expect(answer.error?.issues[0]?.message).toContain('is not a time');
  });

  it('leaves what it has written unchanged', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          expect(Instant.parse(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });
});

describe('DurationMs', () => {
  it.each([
    ['3d', 259_200_000],
    ['12h', 43_200_000],
    ['90m', 5_400_000],
    ['1.5d', 129_600_000],
    ['2w', 1_209_600_000],
    ['0d', 0],
  ])('reads %s as %i ms', (text, ms) => {
    expect(DurationMs.parse(text)).toBe(ms);
  });

  it.each(['3', '3 d', '3days', 'd', '-1d', '1e3d', '.5d', '3D', 'P3D', ''])('refuses %j', (text) => {
    expect(DurationMs.safeParse(text).success).toBe(false);
  });
});
