import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personNamed } from '../../src/contracts/actor.ts';
import { NightlySummary } from '../../src/contracts/nightly.ts';
import { EvidencePack } from '../../src/contracts/pack.ts';
import { Proposal } from '../../src/contracts/proposal.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { governanceIn } from '../../src/workflows/govern/governing.ts';
import { judge, packOf } from '../../src/workflows/govern/judge-domain.ts';
import { withGovernance } from '../../src/workflows/govern/with-governance.ts';
import { recomputed } from '../../src/workflows/grounds.ts';
import { readConfiguration } from '../../src/workflows/read-settings.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, type Run } from '../support/leeway.ts';
import { type WrittenRow, writeHistory } from '../support/write-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-swayed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 2000 decisions, every fourth judged blind: of these one in `blind` is changed, of the others one in `shown`. */
function historyOf(
  domain: string,
  blind: number,
  shown: number,
): [decisions: WrittenRow[], verdicts: WrittenRow[]] {
  const places = Array.from({ length: 2000 }, (_, place) => place);
  const at = (minutes: number): string => new Date(Date.UTC(2026, 3, 1, 0, minutes)).toISOString();
  return [
    places.map((place) => ({
      ...{ decision_id: `${domain}-${place}`, domain, model: 'agent-1', decided_at: at(place * 20) },
      ...{ confidence: 0.9 + ((place * 37) % 99) / 1000, review_probability: 1 },
    })),
    places.map((place) => {
      const isBlind = place % 4 === 0;
      const nth = isBlind ? place / 4 : place - Math.ceil(place / 4);
      const isWrong = nth % (isBlind ? blind : shown) === 0;
      return {
        ...{ decision_id: `${domain}-${place}`, reviewer_id: `r${place % 5}`, blind: isBlind },
        ...{ verdict: isWrong ? 'override' : 'agree', reviewed_at: at(place * 20 + 90) },
      };
    }),
  ];
}

const [swayed, alike] = [historyOf('refunds', 20, 100), historyOf('returns', 50, 50)];
const files = ['decisions.jsonl', 'verdicts.jsonl'];
const people = 'people:\n  lea: { roles: [lead] }\n  bo: { roles: [board] }\n';
const rules = (words: string): string => {
  const config = join(folder, 'leeway.yaml');
  writeFileSync(config, `defaults: { maxStep: 1, ${words} }\n${people}`);
  return config;
};
const run = (words: string, ...more: readonly string[]): Promise<Run> =>
  leeway([...words.split(' '), ...more], { cwd: folder });
const parsed = async (done: Promise<Run>): Promise<RecommendationReport> =>
  RecommendationReport.parse(JSON.parse((await done).out));

beforeAll(async () => {
  await writeHistory(join(folder, 'decisions.jsonl'), [...swayed[0], ...alike[0]]);
  await writeHistory(join(folder, 'verdicts.jsonl'), [...swayed[1], ...alike[1]]);
  rules('risk: 0.05');
  await run('init');
  expect(await run('ingest', ...files)).toMatchObject({ code: 0 });
});

describe('verdicts that are swayed', () => {
  it('certify as ever where nobody asks, and where the rule only tells', async () => {
    rules('risk: 0.05');
    const [plain, onStore] = [await run('recommend', ...files), await run('recommend')];
    expect(plain.out.match(/widen/g)).toHaveLength(2);
    expect(onStore.out).toBe(plain.out);
    rules('onAnchoring: tell');
    expect((await run('recommend', ...files)).out).toBe(plain.out);
  });

  it('certify nothing where they refuse, on files and on a store in the same words', async () => {
    rules('onAnchoring: refuse');
    const report = await parsed(run('recommend --format json', ...files));
    expect(report.recommendations).toMatchObject([
      {
        ...{ domain: 'refunds', action: 'none', certified: null, proposed: null },
        refusal: { reason: 'reviewer_quality', have: 500, need: null, best: null },
      },
      { domain: 'returns', action: 'widen', refusal: null },
    ]);
    expect(report.portfolio.allows).toEqual({ none: 1, holm: 1, 'e-bh': 1 });
    for (const format of ['json', 'md', 'table', 'csv'])
      expect((await run(`recommend --format ${format}`)).out).toBe(
        (await run(`recommend --format ${format}`, ...files)).out,
      );
    const { out } = await run('recommend --format md');
    expect(out).toContain('| reviewers follow the answers that they see |');
    expect(out).toMatch(/judged blind they changed 5 %, of the same mix in sight of its answer 1 %/);
    expect((await run('domains')).out).toMatch(/refunds .*reviewers follow the answers/);
    const plans = [await run('audit-plan', ...files), await run('audit-plan --format md', ...files)];
    expect(plans[0]?.out).toMatch(/refunds .*reviewers follow the answers that they see/);
    expect(plans[1]?.out).toContain('more verdicts in sight bring nothing; review blind');
  });

  it('certify again once who saw the answer has judged anew, blind', async () => {
    rules('onAnchoring: refuse');
    const anew = swayed[1]
      .filter(({ blind }) => blind === false)
      .map((one) => ({ ...one, blind: true, reviewed_at: '2026-05-01T00:00:00Z' }));
    await writeHistory(join(folder, 'anew.jsonl'), anew);
    const { recommendations } = await parsed(run('recommend --format json', ...files, 'anew.jsonl'));
    expect(recommendations).toMatchObject([{ action: 'widen', refusal: null }, { action: 'widen' }]);
  });

  it('are frozen with what rests on them, and found again from that alone', async () => {
    const configuration = readConfiguration(rules('onAnchoring: refuse'));
    const place = { path: join(folder, 'leeway.duckdb'), now: '2026-05-01T00:00:00.000Z', actor: 'test' };
    const actor = personNamed('lea', configuration.people);
    const packs = await withGovernance(
      place,
      { configuration, actor, asOf: null, version: '0.0.0' },
      async (governing) => {
        const judged = await judge(governing, await governanceIn(governing.db), null);
        return judged.map((one) => EvidencePack.parse(JSON.parse(packOf(one, governing).text)));
      },
    );
    expect(packs.map(({ options }) => options.reviewArms)).toEqual([
      [
        { blind: false, weight: 1, voices: 1500, wrong: 15 },
        { blind: true, weight: 1, voices: 500, wrong: 25 },
      ],
      [
        { blind: false, weight: 1, voices: 1500, wrong: 30 },
        { blind: true, weight: 1, voices: 500, wrong: 10 },
      ],
    ]);
    for (const pack of packs) expect(recomputed(pack)).toEqual(pack.recommendation);
    const [refused] = packs;
    if (refused === undefined) throw new Error('no pack');
    const { reviewArms: _, ...options } = refused.options;
    expect(recomputed({ ...refused, options })).not.toEqual(refused.recommendation);
  });

  it('keep nobody from proposing before, and no authority after', async () => {
    const now = ['--as-of', '2026-05-01T00:00:00Z'];
    rules('onAnchoring: refuse');
    expect(complaint(await run('propose refunds --as lea', ...now))).toMatch(
      /nothing to propose; reviewers follow the AI: of the decisions that they judged blind/,
    );
    rules('onAnchoring: tell');
    expect(await run('propose refunds --as lea', ...now)).toMatchObject({ code: 0 });
    const { digest } = Proposal.parse(JSON.parse((await run('show P-0001 --format json')).out));
    await run('approve P-0001 --as bo', '--digest', digest, ...now);
    expect(await run('activate P-0001 --as lea', ...now)).toMatchObject({ code: 0 });
    rules('onAnchoring: refuse');
    const night = await run('run --format json', '--as-of', '2026-05-02T00:00:00Z');
    const { steps } = NightlySummary.parse(JSON.parse(night.out));
    const own = steps.filter(({ domain }) => domain === 'refunds');
    expect(own.map(({ did }) => did)).toEqual(['alarm', 'demoted']);
    expect(own[0]?.sentence).toMatch(/^Reviewers follow the AI: /);
  });
});
