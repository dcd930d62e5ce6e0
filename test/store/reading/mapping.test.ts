import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EvidenceCell } from '../../../src/contracts/evidence.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { onlyEvidence, readFiles } from '../../support/read-files.ts';
import { temporaryFolder, textFile, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const ROW: WrittenRow = {
  decision_id: '1',
  domain: 'refunds',
  decided_at: '2026-03-01T00:00:00Z',
  confidence: 0.9,
  verdict: 'agree',
};

interface Options {
  readonly config?: unknown;
  readonly asOf?: string;
  readonly types?: Record<string, string>;
}

/** What rows say in CSV (all texts) and in Parquet (typed), which must agree. */
async function read(row: WrittenRow | readonly WrittenRow[], map: unknown, options: Options = {}) {
  const folder = temporaryFolder();
  const rows = Array.isArray(row) ? row : [row];
  const csv = await readFiles(await writeHistory(join(folder, 'a.csv'), rows), { map, ...options });
  const parquet = await writeHistory(join(folder, 'a.parquet'), rows, 'plain', options.types);
  expect(await readFiles(parquet, { map, ...options })).toEqual({
    ...csv,
    refused: csv.refused.map((one) => ({
      ...one,
      file: parquet,
      line: one.line - 1,
      value: expect.any(String),
    })),
  });
  return csv;
}

/** One cell a row, each row in a domain of its own; undefined where the row was refused. */
async function cellsOf(
  rows: readonly WrittenRow[],
  map: unknown,
  options: Options = {},
): Promise<(EvidenceCell | undefined)[]> {
  const apart = rows.map((row, index) => ({
    ...ROW,
    ...row,
    decision_id: `${index}`,
    domain: `domain ${index}`,
  }));
  const { evidence } = await read(apart, map, options);
  return apart.map(({ domain }) => evidence.find((one) => one.domain === domain)?.cells[0]);
}

async function bandsOf(confidences: readonly number[], source: object): Promise<(number | undefined)[]> {
  const rows = confidences.map((p) => ({ p }));
  const cells = await cellsOf(
    rows,
    { columns: { confidence: { column: 'p', ...source } } },
    { types: { p: 'DOUBLE' } },
  );
  return cells.map((cell) => cell?.band);
}

describe('a mapping', () => {
  it('finds columns under other names, in any case', async () => {
    const { decision_id, confidence, ...rest } = ROW;
    const row = { ...rest, Ticket: decision_id ?? null, 'Score (v2)': confidence ?? null };
    const map = { columns: { decision_id: 'ticket', confidence: { column: 'score (v2)' } } };
    const { evidence } = await read(row, map, { types: { 'Score (v2)': 'DOUBLE' } });
    expect(evidence[0]?.cells).toMatchObject([{ domain: 'refunds', band: 900_000 }]);
  });

  it('gives a constant to what no column says', async () => {
    const { domain: _, ...row } = ROW;
    const map = {
      columns: {
        domain: { constant: 'billing' },
        model: { constant: 'v2' },
        review_probability: { constant: 0.5 },
      },
    };
    const evidence = onlyEvidence(await read(row, map));
    expect(evidence).toMatchObject({ domain: 'billing', model: 'v2', selection: 'audited' });
    expect(evidence.cells[0]).toMatchObject({ inclusion: 0.5 });
  });

  it('takes no column for a field that is null, even one of its name', async () => {
    const row = { ...ROW, amount: -3, severity: 'high' };
    expect((await read(row, {}, { types: { severity: 'VARCHAR' } })).summary.quarantinedByRule).toEqual({
      amount_bad: 1,
    });
    const { summary, evidence } = await read(
      row,
      { columns: { amount: null, severity: null } },
      { types: { severity: 'VARCHAR' } },
    );
    expect(summary).toMatchObject({ decisions: 1, quarantined: 0 });
    expect(evidence[0]?.cells[0]).toMatchObject({ amountCents: 0, loss: 0 });
  });

  it('makes decisions of a file whose verdict column means something else', async () => {
    const { evidence } = await read(
      { ...ROW, verdict: 'approved by mail' },
      { columns: { verdict: null } },
      { asOf: '2026-04-01T00:00:00Z' },
    );
    expect(evidence[0]).toMatchObject({
      selection: 'unknown',
      cells: [{ outcome: 'unreviewed', loss: null }],
    });
  });

  it('reads null out of YAML, from JSON lines too', async () => {
    const map = Mapping.parse({ columns: { amount: null } });
    const path = textFile('a.jsonl', `${JSON.stringify({ ...ROW, amount: -1 })}\n`);
    expect((await readFiles(path, { map })).summary.decisions).toBe(1);
  });

  it('refuses a field that is needed and null', async () => {
    await expect(read(ROW, { columns: { decided_at: null } })).rejects.toThrow(/no column for decided_at/);
  });
});

describe('confidence', () => {
  it('is scaled, and divided exactly where it is in percent', async () => {
    const percents = Array.from({ length: 101 }, (_, percent) => percent);
    expect(await bandsOf([...percents, 99.95], { scale: 'percent' })).toEqual([
      ...percents.map((percent) => percent * 10_000),
      999_500,
    ]);
    expect(await bandsOf([930, 1000, 1001], { scale: 0.001 })).toEqual([930_000, 1_000_000, undefined]);
  });

  it('may come as P(yes), whose distance from a half it is, or the larger of both chances', async () => {
    const outside = [-0.2, 1.2, Number.NaN, Number.POSITIVE_INFINITY];
    const refused = outside.map(() => undefined);
    expect(await bandsOf([0.25, 0.75, 0.5, 0, 1, ...outside], { probability: 'of-yes-max' })).toEqual([
      ...[750_000, 750_000, 500_000, 1_000_000, 1_000_000],
      ...refused,
    ]);
    expect(await bandsOf([0.25, 0.75, 0.5, 0, 1, ...outside], { probability: 'of-yes-margin' })).toEqual([
      ...[500_000, 500_000, 0, 1_000_000, 1_000_000],
      ...refused,
    ]);
    expect(await bandsOf([12.5], { probability: 'of-yes-max', scale: 'percent' })).toEqual([875_000]);
  });
});

describe('words', () => {
  const values = { approved: 'agree', Rejected: 'override', edit: 'agree', '1': 'unsure' };
  const verdicts = { verdict: { column: 'verdict', values } };

  it('mean what the mapping says, in any case, before they mean what the contract says', async () => {
    const words = ['approved', 'APPROVED', ' approved ', 'rejected', 'Override', '1', 'edit', 'unsure', ''];
    const cells = await cellsOf(
      words.map((verdict) => ({ verdict })),
      { columns: verdicts },
    );
    expect(cells.map((cell) => cell?.outcome)).toEqual([
      ...['agree', 'agree', 'agree', 'override', 'override', 'unsure', 'agree', 'unsure'],
      undefined,
    ]);
  });

  it('that mean nothing are refused as they stood', async () => {
    const { refused } = await read({ ...ROW, verdict: ' Maybe' }, { columns: verdicts });
    expect(refused).toMatchObject([{ rule: 'verdict_unknown', value: ' Maybe' }]);
  });

  it('are understood in domains, models, answers and routes', async () => {
    const map = {
      columns: {
        domain: { column: 'queue', values: { R: 'refunds' } },
        model: { column: 'model', values: { old: '' } },
        ai_answer: { column: 'ai', values: { Y: 'yes' } },
        human_answer: { column: 'human', values: { '1': 'YES', true: 'yes' } },
        route: { column: 'by', values: { person: 'in-the-loop' } },
        review_probability: 'rate',
      },
    };
    const { domain: _, verdict: __, ...row } = ROW;
    const evidence = onlyEvidence(
      await read(
        { ...row, queue: 'r', model: 'OLD', ai: 'y', human: 'true', by: 'person', rate: null },
        map,
        { types: { rate: 'DOUBLE' } },
      ),
    );
    expect(evidence).toMatchObject({ domain: 'refunds', model: 'unversioned', selection: 'full' });
    expect(evidence.cells).toMatchObject([{ outcome: 'agree', inclusion: 1 }]);
  });
});

describe('triggers', () => {
  const config = { defaults: { alwaysReview: ['legal', 'two words'] } };
  const eligible = async (triggers: readonly WrittenRow[string][], separator?: string, type = 'VARCHAR') => {
    const map = separator === undefined ? {} : { columns: { triggers: { column: 'triggers', separator } } };
    const rows = triggers.map((one) => ({ triggers: one }));
    return (await cellsOf(rows, map, { config, types: { triggers: type } })).map((cell) => cell?.eligible);
  };

  it('send to a person, however the list is written', async () => {
    const lists = ['legal', 'vip|legal', 'vip, legal', ' legal ;vip', '["vip","legal"]', ' [ "legal" ]'];
    lists.push("['vip', 'legal']", '[legal]', 'two words', 'legal|', '\tlegal\n');
    expect(await eligible(lists)).toEqual(lists.map(() => false));
  });

  it('send nobody for other words, parts of words or nothing', async () => {
    const lists = ['', 'vip', 'paralegal', '[]', 'words', null, 'two|words', 'null'];
    expect(await eligible(lists)).toEqual(lists.map(() => true));
  });

  it('are split where the mapping says, and nowhere else', async () => {
    expect(await eligible(['vip / legal', 'vip,legal', 'legal'], '/')).toEqual([false, true, false]);
    expect(await eligible(['vip.legal', 'vip|legal'], '.')).toEqual([false, true]);
  });

  it('may be a list', async () => {
    expect(await eligible([['vip', 'legal'], [], ['vip']], undefined, 'VARCHAR[]')).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('segments', () => {
  it.each([['all'], [['language']]])('may be asked for, %j, and change no evidence', async (segments) => {
    const row = { ...ROW, language: 'de', channel: 'chat' };
    for (const format of ['csv', 'jsonl', 'parquet']) {
      const path = await writeHistory(join(temporaryFolder(), `a.${format}`), [row]);
      expect((await readFiles(path, { map: { segments } })).evidence).toEqual(
        (await readFiles(path)).evidence,
      );
    }
  });
});

describe('a mapping that cannot be meant', () => {
  it.each([
    [
      { columns: { amount: 'amuont' } },
      /columns\.amount: no file has a column "amuont" \(columns found: decision_id, domain/,
    ],
    [{ columns: { amount: { column: 'amuont' } } }, /no file has a column "amuont"/],
    [{ segments: ['lang'] }, /segments: no file has a column "lang"/],
    [
      { columns: { decided_at: { column: 'decided_at', format: '%Q' } } },
      /columns\.decided_at\.format: %Q is no time format/,
    ],
  ])('is refused: %j', async (map, message) => {
    await expect(read(ROW, map)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    { timeZone: 'Europe/Nowhere' },
    { timeZone: '+02:00' },
    { columns: { decided_at: { column: 't', timeZone: 'Mars' } } },
    { columns: { amount: '' } },
    { columns: { colour: 'x' } },
    { columns: { confidence: { column: 'p', scale: -1 } } },
    { columns: { confidence: { column: 'p', skale: 2 } } },
  ])('is no mapping: %j', (map) => {
    expect(Mapping.safeParse(map).success).toBe(false);
  });

  it('is fine where one of several files has the column, or JSON may have it tomorrow', async () => {
    const folder = temporaryFolder();
    const map = { columns: { reviewer_id: 'who' } };
    const { verdict, ...decision } = ROW;
    const decisions = await writeHistory(join(folder, 'd.csv'), [decision]);
    const verdicts = await writeHistory(join(folder, 'v.csv'), [
      { decision_id: '1', verdict: verdict ?? null, reviewed_at: '2026-03-02', who: 'ann' },
    ]);
    expect((await readFiles([decisions, verdicts], { map })).summary.verdicts).toBe(1);
    const json = await writeHistory(join(folder, 'd.jsonl'), [ROW]);
    expect((await readFiles(json, { map })).summary.decisions).toBe(1);
  });
});
