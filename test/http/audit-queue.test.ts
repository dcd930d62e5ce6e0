import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditPlanReport, AuditQueue } from '../../src/contracts/audit-plan.ts';
import { ask } from '../support/asking.ts';
import { BACKLOG } from '../support/backlog.ts';
import { leeway } from '../support/in-process.ts';
import { post, serving } from '../support/serving.ts';
import { temporaryFolder } from '../support/write-history.ts';

const SEED = 'maple-7';

describe('a draw of decisions to review, over HTTP', () => {
  it('is the draw of the command line: the same seed and rows give the same bytes', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'backlog.csv'), BACKLOG);
    writeFileSync(join(folder, 'leeway.yaml'), 'defaults: { maturity: 0d }\n');
    const drawn = await leeway(['audit-plan', 'backlog.csv', '--draw', 'queue.csv', '--seed', SEED], {
      cwd: folder,
    });
    expect(drawn.code).toBe(0);
    const { url, faults } = await serving();
    await post(`${url}/v1/decisions?wait=true`, BACKLOG, { 'content-type': 'text/csv' });
    const queue = async (body: object) =>
      AuditQueue.parse((await ask(`${url}/v1/audit-plan/queue`, { method: 'POST', body })).json);
    const { csv, drawn: many, tossed, due } = await queue({ seed: SEED });
    expect(csv).toBe(readFileSync(join(folder, 'queue.csv'), 'utf8'));
    expect([many, due]).toEqual([csv.trimEnd().split('\n').length - 1, 0]);
    expect(many).toBeGreaterThan(0);
    expect(many).toBeLessThan(tossed);
    expect((await queue({ seed: 'another' })).csv).not.toBe(csv);
    const few = await queue({ seed: SEED, rate: 0.02 });
    expect(few.drawn).toBeLessThan(many);
    // What a smaller rate draws, a larger one draws too: the coins are the same.
    const ids = (of: string) => of.split('\n').map((line) => line.split(',')[0]);
    expect(ids(csv)).toEqual(expect.arrayContaining(ids(few.csv)));
    // Nothing of a draw is kept: the plan is what it was.
    const plan = AuditPlanReport.parse((await ask(`${url}/v1/audit-plan`)).json);
    expect(plan.domains[0]).toMatchObject({ waiting: tossed, tossed: 0 });
    expect(faults).toEqual([]);
  });

  it('needs a seed and one aim, and refuses an empty store', async () => {
    const { url, faults } = await serving();
    const refused = async (path: string, body?: object) =>
      ask(`${url}/v1/audit-plan${path}`, body === undefined ? {} : { method: 'POST', body });
    const both = 'budget and rate: each decides the rates alone; give one of them';
    expect(await refused('/queue', { seed: 's', budget: 9, rate: 0.1 })).toMatchObject({
      ...{ status: 400, json: { detail: both } },
    });
    expect(await refused('?budget=9&rate=0.1')).toMatchObject({ status: 400, json: { detail: both } });
    expect((await refused('/queue', { seed: '' })).status).toBe(400);
    expect((await refused('/queue', { seed: 's', draw: 'x.csv' })).status).toBe(400);
    expect((await refused('/queue', { seed: 's' })).json).toMatchObject({
      ...{ status: 422, details: { decisions: 0 } },
    });
    expect(faults).toEqual([]);
  });
});
