import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { siblingRecords } from '../../../src/store/evidence/sibling-records.ts';
import { readHistory } from '../../../src/store/history.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);
const at = (hour: number): string => new Date(BEGIN + hour * HOUR).toISOString();

/** One decision an hour, judged within it, each tenth of them wrong. */
function decisions(domain: string, count: number, firstHour: number, over: WrittenRow = {}): WrittenRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ decision_id: `${domain}${firstHour}-${index}`, domain, model: 'm', confidence: 0.9 },
    ...{ decided_at: at(firstHour + index), reviewed_at: at(firstHour + index + 0.5) },
    verdict: index % 10 === 0 ? 'override' : 'agree',
    ...over,
  }));
}

/** What each (domain, model) learns from: by sibling, its verdicts and the losses in them. */
async function learntFrom(
  files: readonly (readonly WrittenRow[])[],
  config: unknown = { defaults: { maturity: '0d' } },
  floorPpm = 0,
): Promise<Record<string, Record<string, readonly [number, number]>>> {
  const db = await Database.open();
  try {
    const folder = temporaryFolder();
    const paths = await Promise.all(
      files.map((rows, index) => writeHistory(join(folder, `${index}.csv`), rows)),
    );
    const configuration = Configuration.parse(config);
    const history = await readHistory(db, paths, Mapping.parse({}), configuration, null);
    const siblings = history.evidence.map((evidence) => ({ evidence, floorPpm }));
    const { atFirstWord, evidence } = history;
    const found = await siblingRecords(db, atFirstWord, evidence, siblings, configuration);
    return Object.fromEntries(
      evidence.map(({ domain, model }, place) => [
        `${domain} ${model}`,
        Object.fromEntries(
          (found[place] ?? []).map((one) => [
            `${one.domain} ${one.model}`,
            [
              one.cells.reduce((sum, { count }) => sum + count, 0),
              one.cells.reduce((sum, { count, loss }) => sum + count * loss, 0),
            ] as const,
          ]),
        ),
      ]),
    );
  } finally {
    db.close();
  }
}

describe('what siblings had shown', () => {
  it('is counted up to the first decision of each, for other domains and older models', async () => {
    const found = await learntFrom([
      [
        ...decisions('old', 1000, 0),
        ...decisions('new', 100, 600),
        ...decisions('old', 100, 700, { model: 'n' }),
      ],
    ]);
    expect(found['old m']).toEqual({});
    expect(found['new m']).toEqual({ 'old m': [600, 60] });
    // The young domain has too few decisions to be a sibling.
    expect(found['old n']).toEqual({ 'old m': [700, 70] });
  });

  it('is nothing where all begin together', async () => {
    const found = await learntFrom([[...decisions('a', 800, 0), ...decisions('b', 800, 0)]]);
    expect(found).toEqual({ 'a m': {}, 'b m': {} });
  });

  it('leaves out decisions that were too young, and those below the floor', async () => {
    const rows = [
      ...decisions('old', 1000, 0).map((row, i) => ({ ...row, confidence: i % 2 === 0 ? 0.9 : 0.4 })),
      ...decisions('new', 100, 600),
    ];
    expect((await learntFrom([rows], { defaults: { maturity: '1d' } }))['new m']).toEqual({
      'old m': [576, 58],
    });
    expect((await learntFrom([rows], { defaults: { maturity: '0d' } }, 500_000))['new m']).toEqual({
      'old m': [300, 60],
    });
    expect((await learntFrom([rows], { defaults: { maturity: '5d' } }))['new m']).toEqual({});
  });

  it('leaves out what never is for the AI to take', async () => {
    const rows = [
      ...decisions('old', 1000, 0).map((row, i) => ({ ...row, amount: i % 2 === 0 ? 10 : 900 })),
      ...decisions('new', 100, 600),
    ];
    const found = await learntFrom([rows], { defaults: { maturity: '0d', maxAmount: 100 } });
    expect(found['new m']).toEqual({ 'old m': [300, 60] });
  });

  it('takes no verdict that came later, or whose time nobody knows', async () => {
    const fresh = decisions('new', 100, 600, { review_probability: 1 });
    const late = (over: WrittenRow) =>
      decisions('old', 1000, 0, { review_probability: 1 }).map((row, i) =>
        i % 2 === 0 ? row : { ...row, ...over },
      );
    for (const over of [{ reviewed_at: at(600) }, { reviewed_at: null }])
      expect((await learntFrom([[...late(over), ...fresh]]))['new m']).toEqual({ 'old m': [300, 60] });
  });

  it('leaves out a sibling of which nobody could know then how it was reviewed', async () => {
    const late = decisions('old', 1000, 0).map((row, i) =>
      i % 2 === 0 ? row : { ...row, reviewed_at: at(900) },
    );
    expect((await learntFrom([[...late, ...decisions('new', 400, 600)]]))['new m']).toEqual({});
    // That it became unknown later changes nothing.
    const laxer = decisions('old', 1000, 0).map((row, i) =>
      i < 700 ? row : { ...row, verdict: null, reviewed_at: null },
    );
    expect((await learntFrom([[...laxer, ...decisions('new', 400, 600)]]))['new m']).toEqual({
      'old m': [600, 60],
    });
  });

  it('keeps the first verdict on a decision, whatever is said of it later, in the same file or another', async () => {
    const rows = [...decisions('old', 1000, 0), ...decisions('new', 100, 600)];
    const again = rows
      .slice(0, 400)
      .map((row) => ({ ...row, verdict: 'override', reviewed_at: at(800), reviewer_id: 'second' }));
    const apart = rows.map(({ verdict: _, reviewed_at: __, ...row }) => row);
    const all: readonly WrittenRow[] = [...rows, ...again];
    const judging = all.map(
      ({ decision_id = null, verdict = null, reviewed_at = null, reviewer_id = 'first' }): WrittenRow => ({
        ...{ decision_id, verdict, reviewed_at, reviewer_id },
      }),
    );
    for (const files of [[rows], [[...rows, ...again]], [rows, again], [apart, judging]])
      expect((await learntFrom(files))['new m']).toEqual({ 'old m': [600, 60] });
  });

  it('measures losses alike: shares of one cap with shares of the same', async () => {
    const rows = [
      ...decisions('old', 1000, 0, { amount: 50 }),
      ...decisions('other', 1000, 0, { amount: 50 }),
      ...decisions('new', 100, 600, { amount: 50 }),
    ];
    const cost = { guarantee: 'cost', budget: 5, amountCap: 100 };
    const config = { defaults: { maturity: '0d' }, domains: { old: cost, new: cost } };
    expect((await learntFrom([rows], config))['new m']).toEqual({ 'old m': [600, 30] });
    const otherCap = { ...config, domains: { old: { ...cost, amountCap: 200 }, new: cost } };
    expect((await learntFrom([rows], otherCap))['new m']).toEqual({});
  });
});
