import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IngestSummary } from '../../src/contracts/ingest.ts';
import { StoreReport } from '../../src/contracts/store-report.ts';
import { NEWEST_VERSION } from '../../src/store/record/migrations.ts';
import { closeRecord, openRecord } from '../../src/store/record/open-record.ts';
import { raw } from '../../src/store/sql.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT } from '../support/leeway.ts';
import { temporaryFolder, textFile } from '../support/write-history.ts';

const DECISIONS = join(ROOT, 'data/decisions.parquet');
const VERDICTS = join(ROOT, 'data/verdicts.parquet');
const rules = 'defaults: { alwaysReview: [regulatory, legal_intent, frustration, amount_over_limit] }\n';

describe('a store on the command line', () => {
  it('is made, filled, added to twice without harm, and recommends what its files do', {
    timeout: 60_000,
  }, async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'leeway.yaml'), rules);
    expect((await leeway(['init'], { cwd })).out).toMatch(/^leeway\.duckdb: made/);
    // Verdicts come first here: they wait.
    const early = await leeway(['ingest', VERDICTS, '--format', 'json'], { cwd });
    expect(IngestSummary.parse(JSON.parse(early.out))).toMatchObject({
      verdicts: { added: 38_509, known: 0 },
    });
    expect((await leeway(['doctor'], { cwd })).out).toMatch(/38.509 verdicts wait for a decision/);
    await leeway(['ingest', DECISIONS], { cwd });
    const again = await leeway(['ingest', DECISIONS, VERDICTS], { cwd });
    expect(again.out).toBe(
      '0 files read (2 known already)\n0 decisions added\n0 verdicts added\n0 rows in quarantine\n',
    );
    const [kept, read] = [
      await leeway(['recommend', '--format', 'json'], { cwd }),
      await leeway(['recommend', DECISIONS, VERDICTS, '--format', 'json'], { cwd }),
    ];
    expect(kept).toMatchObject({ code: 0, err: '' });
    expect(kept.out).toBe(read.out);
    const { out, code } = await leeway(['doctor', '--format', 'json'], { cwd });
    expect(code).toBe(0);
    expect(StoreReport.parse(JSON.parse(out))).toMatchObject({
      ...{ version: NEWEST_VERSION, decisions: 60_000, verdicts: 38_509, waiting: 0, runs: 2, domains: 12 },
    });
  });

  it('keeps the columns of slices', { timeout: 60_000 }, async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'leeway.yaml'), `${rules}domains: { cancellation: { slices: [language] } }\n`);
    await leeway(['init'], { cwd });
    await leeway(['ingest', DECISIONS, VERDICTS], { cwd });
    expect((await leeway(['recommend'], { cwd })).out).toMatch(/language = pl: too often wrong/);
    writeFileSync(join(cwd, 'leeway.yaml'), `${rules}domains: { cancellation: { slices: [channel] } }\n`);
    const other = await leeway(['recommend'], { cwd });
    expect(other.code).toBe(2);
    expect(complaint(other)).toMatch(/the store keeps no "channel" of its decisions \(it keeps: language\)/);
  });

  it('takes all or nothing where that is asked', async () => {
    const cwd = temporaryFolder();
    const file = textFile(
      'a.csv',
      'decision_id,domain,decided_at,confidence\na,x,2026-05-01T10:00:00Z,0.9\nb,x,2026-05-01T10:00:00Z,90\n',
    );
    await leeway(['init'], { cwd });
    const strict = await leewayProcess(['ingest', file, '--strict'], { cwd });
    expect(strict.code).toBe(3);
    expect(complaint(strict)).toMatch(/--strict takes all or nothing, and 1 row was refused/);
    const loose = await leewayProcess(['ingest', file, '--quarantine', 'refused.csv'], { cwd });
    expect(loose.out).toMatch(/1 decision added\n0 verdicts added\n1 row in quarantine/);
    expect(loose.err).toMatch(/confidence lies outside \[0, 1\]/);
  });

  it('says what stands in the way', async () => {
    const cwd = temporaryFolder();
    const complain = async (...args: string[]) => complaint(await leeway(args, { cwd }));
    expect(await complain('ingest', DECISIONS)).toMatch(/there is no store; make one with leeway init/);
    expect(await complain('recommend')).toMatch(/no file is named and there is no store leeway\.duckdb/);
    await leeway(['init'], { cwd });
    expect(await complain('init')).toMatch(/leeway\.duckdb: exists already/);
    expect(await complain('recommend')).toMatch(/the store is empty/);
    expect(await complain('recommend', '--strict')).toMatch(/--strict: is for files, and none is named/);
    expect(await complain('recommend', DECISIONS, '--db', 'leeway.duckdb')).toMatch(/reads files or a store/);
    const path = join(cwd, 'leeway.duckdb');
    const db = await openRecord(path, { at: '2026-06-01T00:00:00.000Z' });
    expect(complaint(await leewayProcess(['doctor'], { cwd }))).toMatch(
      /another process has it open \(.*, process \d+\)/,
    );
    await db.run(raw("INSERT INTO runs VALUES (7, TIMESTAMP '2026-01-01', 3, 0, 0, 0, 0, 0, 0, 0)"));
    closeRecord(db, path);
    const sick = await leewayProcess(['doctor'], { cwd });
    expect(sick.code).toBe(7);
    expect(sick.out).toMatch(/BROKEN {2}every run added what it says: 1 row does not/);
  });
});
