import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/fail.ts';
import { FIXTURES } from '../support/foreign-files.ts';
import { complaint, leeway } from '../support/leeway.ts';
import { temporaryFolder } from '../support/write-history.ts';

const file = (name: string): string => join(FIXTURES, name);

describe('leeway with --from', () => {
  it('recommends, and says on stderr what is missing and what was left out', async () => {
    const run = await leeway(['recommend', file('label-studio/export.json'), '--from', 'label-studio']);
    expect(run.code).toBe(EXIT.done);
    expect(run.out).toContain('how reviews were chosen is unknown');
    expect(run.err).toContain('note: an export holds only annotated tasks');
    expect(run.err).toContain('note: 1 row left out: the annotator skipped it\n');
    const quiet = await leeway([
      'recommend',
      file('label-studio/export.json'),
      '--from',
      'label-studio',
      '--quiet',
    ]);
    expect(quiet).toMatchObject({ out: run.out, err: '' });
  });

  it('shows rows before and after mapping under --explain, and adds nothing', async () => {
    const cwd = temporaryFolder();
    const run = await leeway(
      ['ingest', file('cloudevents/batch.json'), '--from', 'cloudevents', '--explain'],
      { cwd },
    );
    // There is no store here, and none was asked for.
    expect(run.code, run.err).toBe(EXIT.done);
    const [before = '', after = ''] = run.out.split('\nafter ');
    expect(before).toMatch(/batch\.json:2 +\{ "specversion": "1\.0", "id": "d1"/);
    expect(after).toMatch(
      /r-1 +billing\/refund\.issue +2026-05-04T09:12:00Z +0\.91 +m-7 +42\.5 +0\.05 +refund/,
    );
    expect(after).toMatch(/r-1 .* agree .* u-17/);
  });

  it('shows a confidence that was reckoned as a person would write it', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'a.csv'), 'decision_id,domain,decided_at,p\nd1,a,2026-05-04T09:12:00Z,0.938\n');
    writeFileSync(
      join(cwd, 'map.yaml'),
      'columns: { confidence: { column: p, probability: of-yes-margin } }\n',
    );
    const run = await leeway(['recommend', 'a.csv', '--map', 'map.yaml', '--explain'], { cwd });
    expect(run.code, run.err).toBe(EXIT.done);
    expect(run.out.split('\nafter ')[1]).toMatch(/Z +0\.876\n/);
  });

  it('adds what is whole to a store, and what people saw only once it is declared', async () => {
    const cwd = temporaryFolder();
    await leeway(['init'], { cwd });
    const whole = await leeway(['ingest', file('langfuse'), '--from', 'langfuse'], {
      cwd,
    });
    expect(complaint(whole)).toMatch(/several scores could be the confidence/);
    const names = ['scores.jsonl', 'observations.jsonl'].map((name) => file(`langfuse/${name}`));
    const added = await leeway(['ingest', ...names, '--from', 'langfuse'], { cwd });
    expect(added.out).toContain('3 decisions added\n2 verdicts added');
    const seen = ['ingest', file('label-studio/export.json'), '--from', 'label-studio'];
    expect(complaint(await leeway(seen, { cwd }))).toMatch(/^label-studio: only decisions that people saw/);
    writeFileSync(join(cwd, 'leeway.yaml'), 'defaults: { reviewProbability: unknown }\n');
    expect((await leeway(seen, { cwd })).out).toContain('6 decisions added\n5 verdicts added');
  });

  it('says whose a file looks like where no tool is named', async () => {
    const run = await leeway(['recommend', file('label-studio/export.json')]);
    expect(run.code).toBe(EXIT.inputRefused);
    expect(complaint(run)).toMatch(/as it looks like a file of Label Studio, add --from label-studio$/);
  });
});
