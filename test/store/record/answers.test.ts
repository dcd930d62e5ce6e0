import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { forgetDecision } from '../../../src/store/record/forget.ts';
import { closeRecord, openRecord } from '../../../src/store/record/open-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { domainsFromStore, recommendFromStore } from '../../../src/workflows/ask-record.ts';
import { ingestFiles } from '../../../src/workflows/keep-store.ts';
import { add, inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder, writeHistory } from '../../support/write-history.ts';

const configuration = Configuration.parse({});
const question = { configuration, asOf: null, firstLook: false };
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    ...{ decision_id: `d${from + index}`, domain: 'refunds', confidence: 0.9, verdict: 'agree' },
    decided_at: new Date(Date.UTC(2026, 3, 1, 0, from + index)).toISOString(),
  }));

describe('an answer that is kept', () => {
  it('is said again of the same store, and of no other', async () => {
    const path = join(temporaryFolder(), 'a.duckdb');
    const place = { path, now: NOW, code: 'this' };
    await inStore(({ db }) => add(db, rows(0, 200)), path);
    const fresh = await recommendFromStore({ ...place, code: null }, question);
    expect(await recommendFromStore(place, question)).toEqual(fresh);

    // What the store answers now is what was kept, and nothing that was worked out.
    const changed = await inStore(
      ({ db }) => db.change(raw(`UPDATE answers SET answer = replace(answer, 'refunds', 'kept')`)),
      path,
    );
    expect(changed).toBe(2);
    const domainOf = async (answer: ReturnType<typeof recommendFromStore>) =>
      (await answer).recommendations[0]?.domain;
    expect(await domainOf(recommendFromStore(place, question))).toBe('kept');

    expect(await domainOf(recommendFromStore({ ...place, code: 'other' }, question))).toBe('refunds');
    const limits = Configuration.parse({ defaults: { risk: 0.01 } });
    const stricter = await recommendFromStore(place, { ...question, configuration: limits });
    expect(stricter.recommendations[0]?.target.risk).toBe(0.01);
    expect((await recommendFromStore(place, { ...question, firstLook: true })).recommendations).not.toEqual(
      fresh.recommendations,
    );
  });

  it.each([
    ['what is recommended', recommendFromStore, domainsFromStore],
    ['domains', domainsFromStore, recommendFromStore],
  ] as const)(
    'is there for whoever asks the other after %s: one reading answers both',
    async (_name, first, then) => {
      const path = join(temporaryFolder(), 'a.duckdb');
      const place = { path, now: NOW, code: 'this' };
      await inStore(({ db }) => add(db, rows(0, 200)), path);
      const fresh = await then({ ...place, code: null }, question);
      await first(place, question);
      await inStore(
        ({ db }) => db.change(raw(`UPDATE answers SET answer = replace(answer, 'refunds', 'kept')`)),
        path,
      );
      expect(JSON.stringify(await then(place, question))).toBe(
        JSON.stringify(fresh).replaceAll('refunds', 'kept'),
      );
    },
  );

  it('is worked out anew by whatever brings more in, once somebody has asked', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.duckdb');
    const place = { path, now: NOW, code: 'this' };
    const ingested = async (from: number, to: number) =>
      ingestFiles(place, {
        files: [await writeHistory(join(folder, `${from}.jsonl`), rows(from, to))],
        mapping: Mapping.parse({}),
        ...{ configuration, beforeAdding: () => {}, quarantineFile: null },
      });
    await inStore(({ db }) => add(db, rows(0, 100)), path);
    await ingested(100, 150);
    expect(await inStore(({ db }) => db.count(raw('answers')), path)).toBe(0);
    await domainsFromStore(place, question);
    await ingested(150, 200);
    const fresh = await domainsFromStore({ ...place, code: null }, question);
    await inStore(
      ({ db }) => db.change(raw(`UPDATE answers SET answer = replace(answer, 'refunds', 'kept')`)),
      path,
    );
    const kept = await domainsFromStore(place, question);
    expect(kept.input.decisions).toBe(200);
    expect(JSON.stringify(kept)).toBe(JSON.stringify(fresh).replaceAll('refunds', 'kept'));
    expect((await recommendFromStore(place, question)).recommendations[0]?.domain).toBe('kept');
  });

  it('is worked out before anybody asks where there are many domains', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.duckdb');
    const place = { path, now: NOW, code: 'this' };
    const many = rows(0, 100).map((row, index) => ({ ...row, domain: `domain-${index}` }));
    await inStore(() => Promise.resolve(), path);
    await ingestFiles(place, {
      files: [await writeHistory(join(folder, 'many.jsonl'), many)],
      mapping: Mapping.parse({}),
      ...{ configuration, beforeAdding: () => {}, quarantineFile: null },
    });
    expect(await inStore(({ db }) => db.count(raw('answers')), path)).toBe(2);
  });

  it('is no more once something came, or went', async () => {
    const path = join(temporaryFolder(), 'a.duckdb');
    const place = { path, now: NOW, code: 'this' };
    const decisions = async () => (await domainsFromStore(place, question)).input.decisions;
    await inStore(({ db }) => add(db, rows(0, 20)), path);
    expect(await decisions()).toBe(20);
    await inStore(({ db }) => add(db, rows(20, 25)), path);
    expect(await decisions()).toBe(25);
    const db = await openRecord(path, { at: NOW });
    expect(await db.count(raw('answers'))).toBe(2);
    await forgetDecision(db, 'd3', NOW);
    // It may name what is forgotten.
    expect(await db.count(raw('answers'))).toBe(0);
    closeRecord(db, path);
    expect(await domainsFromStore(place, question)).toEqual(
      await domainsFromStore({ ...place, code: null }, question),
    );
  });
});
