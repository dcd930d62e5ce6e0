import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainReliabilityReport, type DomainStatus } from '../../src/contracts/domain-reliability.ts';
import { NightlySummary } from '../../src/contracts/nightly.ts';
import { Proposal } from '../../src/contracts/proposal.ts';
import { Database } from '../../src/store/database.ts';
import { raw } from '../../src/store/sql.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT, type Run } from '../support/leeway.ts';

const AS_OF = ['--as-of', '2026-06-30T00:00:00Z'];
const folder = mkdtempSync(join(tmpdir(), 'leeway-board-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const board = (words: string, ...more: readonly string[]): Promise<Run> =>
  leeway([...words.split(' '), ...more], { cwd: folder });
const shown = async (id: string): Promise<Proposal> =>
  Proposal.parse(JSON.parse((await board(`show ${id} --format json`)).out));

/** What leeway domains says of one. */
const domain = async (name: string, when: readonly string[] = AS_OF): Promise<DomainStatus | undefined> => {
  const { out } = await board('domains --format json', ...when);
  return DomainReliabilityReport.parse(JSON.parse(out)).domains.find((one) => one.domain === name);
};

describe('the work of a board from a terminal', () => {
  beforeAll(async () => {
    cpSync(join(ROOT, 'data/leeway.yaml'), join(folder, 'leeway.yaml'));
    appendFileSync(
      join(folder, 'leeway.yaml'),
      'people:\n  lea: { roles: [lead] }\n  bo: { roles: [board] }\n  cleo: { roles: [board] }\n  kim: { roles: [lead, board] }\n',
    );
    await board('init');
    const files = ['decisions', 'verdicts'].map((name) => join(ROOT, 'data', `${name}.parquet`));
    expect(await leeway(['ingest', ...files], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it('says what a night would do, and does nothing', async () => {
    const run = await board('run --dry-run --format json', ...AS_OF);
    const { steps, dryRun } = NightlySummary.parse(JSON.parse(run.out));
    expect(dryRun).toBe(true);
    expect(steps.filter(({ did }) => did === 'proposed').length).toBeGreaterThan(0);
    expect((await board('proposals')).out).toBe('no proposals; leeway propose DOMAIN opens one\n');
  });

  it('opens a proposal that says what it asks for, and its own digest', async () => {
    const run = await board('propose delivery-status --as lea --rationale quiet', ...AS_OF);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('P-0001  promotion of delivery-status, open');
    expect(run.out).toContain((await shown('P-0001')).digest);
  });

  it('is refused to who is not named, has no say, wrote it, or read something else', async () => {
    const refusals = [
      await board('approve P-0001 --digest 000000000000'),
      await board('approve P-0001 --digest 000000000000 --as mallory'),
      await board('propose delivery-status --as bo', ...AS_OF),
      await board('approve P-0001 --as bo --digest abc'),
      await board('approve P-0001 --as bo --digest 000000000000', ...AS_OF),
      await board('approve P-0001 --as lea', '--digest', (await shown('P-0001')).digest, ...AS_OF),
      await board('activate P-0001 --as lea', ...AS_OF),
      await board('show P-0099'),
    ];
    expect(refusals.map((run) => `${run.code} ${complaint(run).slice(0, 60)}`)).toEqual([
      '2 --as: nobody is named; say who acts, for example --as anna',
      '8 --as mallory: the configuration names no such person; add to',
      '2 P-0001 is waiting in delivery-status; edit, withdraw or deci',
      '2 --digest abc: name at least 12 digits of the content that wa',
      '8 G14: P-0001 has changed since it was read (000000000000 is n',
      '8 G12: lea wrote P-0001 and may not approve it; somebody else ',
      '8 P-0001 is open, and only one that is approved can be activat',
      '2 P-0099: no such proposal; leeway proposals lists them',
    ]);
  });

  it('counts approvals that come at once, from two processes, once each', async () => {
    const { digest, id } = await shown('P-0001');
    const approve = (name: string) =>
      leewayProcess(['approve', id, '--as', name, '--digest', digest, ...AS_OF], { cwd: folder });
    let waiting = ['bo', 'cleo', 'bo'];
    for (let tries = 0; waiting.length > 0 && tries < 5; tries++) {
      const runs = await Promise.all(waiting.map(approve));
      // A store has one writer: who finds it busy is told so, and asks again.
      waiting = waiting.filter((_, place) => runs[place]?.code === 3);
    }
    const { votes, state } = await shown(id);
    expect(waiting).toEqual([]);
    expect(state).toBe('approved');
    expect(votes.length).toBe(1);
  });

  it('activates once, however many ask', async () => {
    const activate = () => leewayProcess(['activate', 'P-0001', '--as', 'bo', ...AS_OF], { cwd: folder });
    let codes = (await Promise.all([activate(), activate()])).map(({ code }) => code);
    if (!codes.includes(0)) codes = [(await activate()).code];
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    const events = (await board('ledger --type proposal.activated --format csv')).out.trim().split('\n');
    expect(events).toHaveLength(2);
    expect((await board('policies')).out).toMatch(/delivery-status +1 +agent-2026-01 +– .* in force/);
  });

  it('recommends against what is held', async () => {
    const run = await board('recommend --format json', ...AS_OF);
    const found = JSON.parse(run.out).recommendations.find(
      (one: { domain: string; model: string }) => one.domain === 'delivery-status',
    );
    expect(found.current.threshold).toBeGreaterThan(0);
    expect(found).toMatchObject({ action: 'hold', limitedBy: ['cooldown'] });
    expect(await domain('delivery-status')).toMatchObject({
      ...{ level: 'on-the-loop', threshold: found.current.threshold, coverage: found.current.coverage },
      ...{ next: found.next, action: 'hold', nextStep: 'wait for the cooldown' },
    });
    const others = await domain('refunds');
    expect(others).toMatchObject({ level: 'in-the-loop', threshold: null, coverage: null });
  });

  it('computes the figures again from the pack, and finds one that was changed', async () => {
    const run = await board('verify proposal P-0001');
    expect(run.code).toBe(0);
    expect(
      run.out
        .trim()
        .split('\n')
        .every((line) => line.startsWith('holds')),
    ).toBe(true);
  });

  it('takes authority back at once, by one person, and only back', async () => {
    const narrowed = await board('narrow delivery-status --threshold 0.995 --as bo --reason strike');
    expect(narrowed.out).toMatch(/delivery-status +2 .*0\.995/);
    expect(await domain('delivery-status', [])).toMatchObject({ level: 'on-the-loop', threshold: 0.995 });
    const widened = await board('narrow delivery-status --threshold 0.9 --as bo --reason oops');
    expect(widened.out).toMatch(/delivery-status +3 .*0\.995/);
    expect((await board('revoke delivery-status --as bo --reason complaint')).code).toBe(0);
    expect((await board('policies --all')).out).toMatch(/delivery-status +4 .*–/);
  });

  it('keeps a floor on the floor, and lets only another member of the board lift it', async () => {
    const set = await board(
      'floor complaint --as bo --owner legal --legal-source',
      'RDG 3',
      '--reason',
      'a lawyer answers',
    );
    expect(set.out).toMatch(/complaint +a lawyer answers +legal +RDG 3/);
    expect(complaint(await board('floor complaint --lift --reason over --as bo'))).toMatch(
      /^G23: bo may not lift/,
    );
    const run = await board('recommend --format csv', ...AS_OF);
    expect(run.out).toMatch(/complaint,.*,floor/);
    expect(await domain('complaint')).toMatchObject({
      ...{ level: 'floor', threshold: null, action: 'none', nextStep: 'none: people decide' },
    });
    expect((await board('floor complaint --lift --reason over --as cleo')).out).toBe('no floors\n');
  });

  it('has every step in a ledger that holds', async () => {
    expect((await board('ledger verify')).code).toBe(0);
    const { out } = await board('ledger --format csv');
    for (const type of [
      'proposal.opened',
      'proposal.voted',
      'proposal.activated',
      'policy.narrowed',
      'policy.revoked',
    ])
      expect(out).toContain(type);
    expect(readFileSync(join(folder, 'leeway.yaml'), 'utf8')).toContain('people:');
  });

  it('proposes all that may widen at once, and says what a rule keeps from it', async () => {
    await board('propose refunds --as lea', ...AS_OF);
    const run = await board('recommend --config leeway.yaml --propose --as lea --rationale quiet', ...AS_OF);
    expect(run.code).toBe(0);
    expect(run.err).toMatch(/^P-\d{4} {2}password-reset$/m);
    expect(run.err).toMatch(/^– {2}P-\d{4} is waiting in refunds/m);
    expect(complaint(await board('recommend --propose', ...AS_OF))).toMatch(/^--as: nobody is named/);
    expect(complaint(await board('recommend x.csv --propose --as lea'))).toMatch(/^--propose: /);
  });

  it('counts the evidence again from the rows of then, whatever came in since', async () => {
    const rows = Array.from({ length: 60 }, (_, place) => ({
      ...{
        decision_id: `late-${place}`,
        domain: 'delivery-status',
        model: 'agent-2026-01',
        confidence: 0.999,
      },
      ...{ decided_at: '2026-05-04T09:00:00Z', reviewed_at: '2026-05-05T09:00:00Z', verdict: 'override' },
    }));
    writeFileSync(join(folder, 'late.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect((await board('ingest late.jsonl')).code).toBe(0);
    const run = await board('verify proposal P-0001 --rows');
    expect(run.out.trim().split('\n')).toEqual(Array(5).fill(expect.stringMatching(/^holds {2}/)));
    const database = await Database.open({ path: join(folder, 'leeway.duckdb') });
    await database.run(
      raw(
        "UPDATE decisions SET confidence = 0.2 WHERE decision_id IN (SELECT decision_id FROM decisions WHERE run = 1 AND confidence > 0.993 AND decided_at < '2026-05-01' LIMIT 400)",
      ),
    );
    database.close();
    const changed = await board('verify proposal P-0001 --rows');
    expect(changed.code).toBe(7);
    expect(changed.out).toMatch(/^FAILS {2}the rows that the store had then/m);
    expect(changed.out.match(/^holds/gm)).toHaveLength(4);
  });
});
