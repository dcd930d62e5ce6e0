import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReadingOptions, readFiles } from '../../support/read-files.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

/** When each text says that a decision was made, to the millisecond; the rule where it is refused. */
async function read(
  times: readonly WrittenRow[string][],
  map: ReadingOptions['map'] = {},
  path = 'a.csv',
  types: Record<string, string> = {},
): Promise<string[]> {
  const rows = times.map((decided_at, index) => ({
    decision_id: `${index}`,
    domain: `domain ${index}`,
    decided_at,
    confidence: 0.9,
    verdict: 'agree',
  }));
  const { evidence, refused } = await readFiles(
    await writeHistory(join(temporaryFolder(), path), rows, 'plain', types),
    { map, asOf: '2100-01-01T00:00:00Z' },
  );
  const header = path.endsWith('.csv') ? 1 : 0;
  return rows.map(({ domain }, index) => {
    const one = evidence.find((item) => item.domain === domain);
    return one?.firstDecidedAt ?? refused.find(({ line }) => line === index + 1 + header)?.rule ?? 'lost';
  });
}

describe('a time', () => {
  it('may carry an offset, and is UTC where it carries none', async () => {
    const times = {
      '2026-05-04T09:12:00Z': '2026-05-04T09:12:00.000Z',
      '2026-05-04t09:12:00z': '2026-05-04T09:12:00.000Z',
      '2026-05-04T09:12:00+02:00': '2026-05-04T07:12:00.000Z',
      '2026-05-04T09:12:00-0530': '2026-05-04T14:42:00.000Z',
      '2026-05-04T23:59:59.999999+00:00': '2026-05-04T23:59:59.999Z',
      '2026-05-04T09:12:00': '2026-05-04T09:12:00.000Z',
      '2026-05-04 09:12:00.5': '2026-05-04T09:12:00.500Z',
      '2026-05-04': '2026-05-04T00:00:00.000Z',
      ' 2026-05-04T09:12:00Z ': '2026-05-04T09:12:00.000Z',
      '1969-12-31T23:59:59Z': '1969-12-31T23:59:59.000Z',
      '2024-02-29T00:00:00Z': '2024-02-29T00:00:00.000Z',
    };
    for (const path of ['a.csv', 'a.jsonl'])
      expect(await read(Object.keys(times), {}, path)).toEqual(Object.values(times));
  });

  it('is refused where it is none', async () => {
    const bad = [
      'yesterday',
      '2026-02-30T00:00:00Z',
      '2026-13-01',
      '04.05.2026',
      '1777885920',
      'infinity',
      '-infinity',
      '12026-05-04T00:00:00Z',
      '0044-03-15 (BC) 00:00:00Z',
    ];
    expect(await read(bad)).toEqual(bad.map(() => 'decided_at_bad'));
    const missing = ['', '  ', null];
    expect(await read(missing)).toEqual(missing.map(() => 'decided_at_missing'));
    expect(await read(['2100-01-01T00:00:00Z', '2100-01-01T00:00:00.000001Z'])).toEqual([
      '2100-01-01T00:00:00.000Z',
      'decided_at_in_future',
    ]);
  });

  it('without offset belongs to the zone of the mapping, summer and winter; one with offset does not', async () => {
    const texts = [
      '2026-01-15T12:00:00',
      '2026-07-15 12:00',
      '2026-07-15',
      '2026-07-15T12:00:00Z',
      '2026-07-15T12:00:00-04:00',
      '2026-07-15T12:00:00-0400',
    ];
    const expected = [
      '2026-01-15T11:00:00.000Z',
      '2026-07-15T10:00:00.000Z',
      '2026-07-14T22:00:00.000Z',
      '2026-07-15T12:00:00.000Z',
      '2026-07-15T16:00:00.000Z',
      '2026-07-15T16:00:00.000Z',
    ];
    expect(await read(texts, { timeZone: 'Europe/Berlin' })).toEqual(expected);
    const own = {
      timeZone: 'Asia/Tokyo',
      columns: { decided_at: { column: 'decided_at', timeZone: 'Europe/Berlin' } },
    };
    expect(await read(texts, own)).toEqual(expected);
  });

  it('may be seconds or milliseconds since 1970, whole or not', async () => {
    const format = (name: string) => ({ columns: { decided_at: { column: 'decided_at', format: name } } });
    const seconds = ['1777885920', '1777885920.25', '-1', '0'];
    const expected = [
      '2026-05-04T09:12:00.000Z',
      '2026-05-04T09:12:00.250Z',
      '1969-12-31T23:59:59.000Z',
      '1970-01-01T00:00:00.000Z',
    ];
    expect(await read(seconds, format('epoch-s'))).toEqual(expected);
    expect(await read(seconds.map(Number), format('epoch-s'), 'a.parquet', { decided_at: 'DOUBLE' })).toEqual(
      expected,
    );
    expect(
      await read([1_777_885_920_000], format('epoch-ms'), 'a.parquet', { decided_at: 'BIGINT' }),
    ).toEqual(['2026-05-04T09:12:00.000Z']);
    const bad = ['soon', 'NaN', '1e300', 'infinity'];
    expect(await read(bad, format('epoch-s'))).toEqual(bad.map(() => 'decided_at_bad'));
    expect(await read(['', '1777885920123'], format('epoch-ms'))).toEqual([
      'decided_at_missing',
      '2026-05-04T09:12:00.123Z',
    ]);
  });

  it('may be written in any format that the mapping names', async () => {
    const format = (name: string, timeZone?: string) => ({
      ...(timeZone === undefined ? {} : { timeZone }),
      columns: { decided_at: { column: 'decided_at', format: name } },
    });
    expect(await read(['04.05.2026 09:12', '2026-05-04'], format('%d.%m.%Y %H:%M'))).toEqual([
      '2026-05-04T09:12:00.000Z',
      'decided_at_bad',
    ]);
    expect(await read(['5/4/2026 9:12 PM'], format('%-m/%-d/%Y %-I:%M %p', 'America/New_York'))).toEqual([
      '2026-05-05T01:12:00.000Z',
    ]);
    expect(await read(['04.05.2026 09:12 +0300'], format('%d.%m.%Y %H:%M %z', 'America/New_York'))).toEqual([
      '2026-05-04T06:12:00.000Z',
    ]);
  });

  it('may be of any type that Parquet has for times', async () => {
    const zone = { timeZone: 'Europe/Berlin' };
    for (const [type, zoned] of [
      ['TIMESTAMP', '2026-05-04T07:12:00.000Z'],
      ['TIMESTAMP_S', '2026-05-04T07:12:00.000Z'],
      ['TIMESTAMP_MS', '2026-05-04T07:12:00.000Z'],
      ['TIMESTAMP_NS', '2026-05-04T07:12:00.000Z'],
      ['TIMESTAMPTZ', '2026-05-04T09:12:00.000Z'],
    ] as const) {
      const of = { decided_at: type };
      expect(await read(['2026-05-04 09:12:00+00'], {}, 'a.parquet', of), type).toEqual([
        '2026-05-04T09:12:00.000Z',
      ]);
      expect(await read(['2026-05-04 09:12:00+00'], zone, 'a.parquet', of), type).toEqual([zoned]);
    }
    expect(await read(['2026-05-04'], zone, 'a.parquet', { decided_at: 'DATE' })).toEqual([
      '2026-05-03T22:00:00.000Z',
    ]);
    expect(await read([1_777_885_920], {}, 'a.parquet', { decided_at: 'BIGINT' })).toEqual([
      'decided_at_bad',
    ]);
  });
});

describe('the time as of which a history is judged', () => {
  const row = (decision_id: string, decided_at: string, reviewed_at: string | null = null): WrittenRow => ({
    decision_id,
    domain: 'refunds',
    decided_at,
    confidence: 0.9,
    verdict: reviewed_at === null ? null : 'agree',
    reviewed_at,
  });
  const asOf = async (rows: readonly WrittenRow[], path = 'a.csv'): Promise<string> =>
    (await readFiles(await writeHistory(join(temporaryFolder(), path), rows))).asOf;

  it('is the newest of all decisions and verdicts, rounded up to the millisecond', async () => {
    const rows = [
      row('1', '2026-05-04T09:12:00Z'),
      row('2', '2026-05-04T10:12:00+02:00', '2026-05-05T00:00:00.000001Z'),
    ];
    for (const path of ['a.csv', 'a.parquet'])
      expect(await asOf(rows, path), path).toBe('2026-05-05T00:00:00.001Z');
    expect(await asOf(rows.slice(0, 1))).toBe('2026-05-04T09:12:00.000Z');
  });

  it('is the newest of all files', async () => {
    const folder = temporaryFolder();
    const { verdict: _, reviewed_at: __, ...decision } = row('1', '2026-05-04T09:12:00Z');
    const names = [
      await writeHistory(join(folder, 'd.csv'), [decision]),
      await writeHistory(join(folder, 'v.parquet'), [
        { decision_id: '1', verdict: 'agree', reviewed_at: '2026-06-01T00:00:00Z' },
      ]),
    ];
    expect((await readFiles(names)).asOf).toBe('2026-06-01T00:00:00.000Z');
  });

  it('is no infinite time, nor one whose year has five digits', async () => {
    const rows = [row('1', '2026-05-04T09:12:00Z'), row('2', 'infinity'), row('3', '-infinity')];
    rows.push(row('4', '12026-05-04T00:00:00Z'), row('5', '292045-02-22T00:00:00Z'));
    for (const path of ['a.csv', 'a.parquet'])
      expect(await asOf(rows, path), path).toBe('2026-05-04T09:12:00.000Z');
  });

  it('leaves no row behind, even one between two milliseconds', async () => {
    const rows = ['600', '100', '999'].map((micro, index) =>
      row(`${index}`, `2026-05-04T09:12:00.000${micro}Z`),
    );
    for (const path of ['a.csv', 'a.parquet']) {
      const { summary } = await readFiles(await writeHistory(join(temporaryFolder(), path), rows));
      expect(summary, path).toMatchObject({ decisions: 3, quarantined: 0 });
    }
  });
});
