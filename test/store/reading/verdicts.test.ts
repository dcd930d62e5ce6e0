import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { judgeRows } from '../../support/judge-rows.ts';
import { type Reading, readFiles } from '../../support/read-files.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const AS_OF = '2026-06-01T00:00:00.000Z';
const DAY: readonly string[] = ['2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z', '2026-05-03T00:00:00Z'];

/** `ann:agree@0`: what a reviewer said on which day; the severity may follow, as in `ann:edit@0/0.5`. */
function votes(decision_id: string, words: string): WrittenRow[] {
  return words.split(' ').flatMap((word): WrittenRow[] => {
    const parts = /^(\w*):(\w+)@(\d)(?:\/(.+))?$/.exec(word);
    if (parts === null) return [];
    const [, reviewer = '', verdict = '', day, severity] = parts;
    return [
      {
        decision_id,
        verdict,
        reviewer_id: reviewer === '' ? null : reviewer,
        reviewed_at: DAY[Number(day)] ?? null,
        severity: severity === undefined ? null : Number(severity),
      },
    ];
  });
}

function decision(decision_id: string, over: WrittenRow = {}): WrittenRow {
  return { decision_id, domain: decision_id, decided_at: '2026-04-01T00:00:00Z', confidence: 0.9, ...over };
}

async function read(
  decisions: readonly WrittenRow[],
  verdicts: readonly WrittenRow[],
  config: unknown = {},
): Promise<Reading> {
  const folder = temporaryFolder();
  const names = [await writeHistory(join(folder, 'd.csv'), decisions)];
  if (verdicts.length > 0) names.push(await writeHistory(join(folder, 'v.csv'), verdicts));
  return readFiles(names, { asOf: AS_OF, config });
}

/** Outcome and loss of each case, which is a decision in a domain of its own. */
async function resolved(cases: readonly string[], config: unknown = {}): Promise<string[]> {
  const ids = cases.map((_, index) => `d${index}`);
  const { evidence } = await read(
    ids.map((id) => decision(id)),
    cases.flatMap((words, index) => votes(`d${index}`, words)),
    config,
  );
  return ids.map((id) => {
    const cell = evidence.find(({ domain }) => domain === id)?.cells[0];
    return `${cell?.outcome} ${cell?.loss}`;
  });
}

async function expectResolved(
  expected: Readonly<Record<string, string>>,
  config: unknown = {},
): Promise<void> {
  expect(await resolved(Object.keys(expected), config)).toEqual(Object.values(expected));
}

describe('several verdicts on one decision', () => {
  it('are resolved by majority; a tie is an override', async () => {
    await expectResolved({
      'a:agree@0 b:agree@0 c:override@0': 'agree 0',
      'a:agree@0 b:override@0 c:override@0': 'override 1',
      'a:agree@0 b:override@0': 'override 1',
      'a:agree@0 b:edit@0': 'override 1',
      'a:edit@0 b:override@0': 'override 1',
      'a:agree@0 b:edit@0 c:edit@0': 'edit 1',
      'a:agree@0 b:edit@0 c:override@0': 'override 1',
      'a:agree@0 b:agree@0 c:edit@0 d:override@0': 'override 1',
      'a:agree@0 b:agree@0 c:agree@0 d:edit@0 e:override@0': 'agree 0',
    });
  });

  it('that are unsure do not vote, unless there is no other', async () => {
    await expectResolved({
      'a:unsure@0 b:unsure@0 c:agree@0': 'agree 0',
      'a:unsure@0 b:agree@0 c:override@0': 'override 1',
      'a:unsure@0': 'unsure null',
      'a:unsure@0/0.5 b:unsure@1': 'unsure null',
    });
  });

  it('of one reviewer count by the last word, whatever the order in the file', async () => {
    await expectResolved({
      'a:override@0 a:agree@1': 'agree 0',
      'a:agree@1 a:override@0': 'agree 0',
      'a:agree@0 a:unsure@1': 'unsure null',
      'a:agree@0 a:agree@1 b:override@0': 'override 1',
      'a:override@2 a:agree@0 b:agree@0 c:agree@0': 'agree 0',
      // The less favourable word, where both were said at the same time.
      'a:agree@0 a:override@0': 'override 1',
    });
  });

  it('of reviewers without a name are all different people', async () => {
    await expectResolved({
      ':agree@0 :agree@1 :override@2': 'agree 0',
      ':agree@0 :agree@0 :override@0': 'override 1',
      'a:override@0 :agree@0 :agree@1': 'agree 0',
    });
  });

  it('average the severity of those who agree on it', async () => {
    await expectResolved({
      'a:override@0/0.2 b:override@0/0.4': `override ${(0.2 + 0.4) / 2}`,
      'a:override@0/0.2 b:override@0': 'override 0.2',
      'a:override@0/0.2 b:agree@0/0 c:override@0/0.6': 'override 0.4',
      'a:override@0/0.9 a:override@1/0.1': 'override 0.1',
      'a:agree@0/0.3 b:agree@0/0.1': 'agree 0.2',
      'a:agree@0/0.3 b:edit@0/0.1': 'override 1',
      'a:edit@0/0 b:edit@0/0.5': 'edit 0.25',
    });
  });

  it('average to the same last digit, whatever the order of the files', async () => {
    const severities = [0.1, 0.2, 0.3, 0.7, 0.15, 0.25];
    const rows = severities.flatMap((severity, index) => votes('d', `r${index}:override@0/${severity}`));
    const losses = new Set<number | null | undefined>();
    for (let turn = 0; turn < rows.length; turn++) {
      const turned = [...rows.slice(turn), ...rows.slice(0, turn)];
      losses.add((await read([decision('d')], turned)).evidence[0]?.cells[0]?.loss);
    }
    expect([...losses]).toHaveLength(1);
  });

  it('are all kept and counted, but an identical one only once', async () => {
    const rows = votes('d', 'a:agree@0 b:agree@0 a:agree@0 :override@0 :override@0 a:agree@1');
    expect((await read([decision('d')], rows)).summary).toMatchObject({
      decisions: 1,
      verdicts: 4,
      known: 2,
    });
  });

  it('may stand beside their decision, row by row, and in files of their own at once', async () => {
    const beside = votes('d', 'a:agree@0 b:override@0').map((row) => ({ ...decision('d'), ...row }));
    const paired = await read([...beside, { ...decision('e'), verdict: 'agree' }], []);
    expect(paired.summary).toMatchObject({ decisions: 2, verdicts: 3, known: 0 });
    const outcomes = ({ evidence }: Reading) => evidence.map(({ cells }) => cells[0]?.outcome);
    expect(outcomes(paired)).toEqual(['override', 'agree']);
    const more = await read(
      [...beside, { ...decision('e'), verdict: 'agree' }],
      votes('d', 'c:agree@0 a:agree@0'),
    );
    expect(more.summary).toMatchObject({ decisions: 2, verdicts: 4, known: 1 });
    expect(outcomes(more)).toEqual(['agree', 'agree']);
  });

  it('resolve as a loop over them does', async () => {
    const vote = fc.record({
      decision_id: fc.constantFrom('d0', 'd1', 'd2', 'd3'),
      verdict: fc.constantFrom('agree', 'edit', 'override', 'unsure'),
      reviewer_id: fc.constantFrom('ann', 'bob', 'eve', null),
      reviewed_at: fc.constantFrom(...DAY),
      severity: fc.constantFrom(null, 0.1, 0.2, 0.7),
    });
    const decisions = ['d0', 'd1', 'd2', 'd3'].map((id) => decision(id));
    await fc.assert(
      fc.asyncProperty(fc.array(vote, { minLength: 1, maxLength: 40 }), async (verdicts) => {
        const expected = judgeRows(decisions, verdicts, AS_OF, Configuration.parse({}));
        const { summary, evidence } = await read(decisions, verdicts);
        expect({ summary, evidence }).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });
});

describe('a verdict by comparison', () => {
  const answers = (human: string | null, ai: string | null, verdict: string | null = null): WrittenRow => ({
    ai_answer: ai,
    human_answer: human,
    verdict,
  });
  const CASES: readonly (readonly [WrittenRow, string])[] = [
    [answers('yes', 'yes'), 'agree'],
    [answers('no', 'yes'), 'override'],
    [answers('Yes', 'yes'), 'override'],
    [answers('no', 'yes', 'agree'), 'agree'],
    [answers('no', 'yes', 'unsure'), 'unsure'],
    [answers('yes', 'yes', 'override'), 'override'],
  ];

  it('beside the decision is agreement where the answers are equal, and the word comes first', async () => {
    const rows = CASES.map(([row], index) => decision(`d${index}`, row));
    const { evidence } = await read(rows, []);
    expect(evidence.map(({ cells }) => cells[0]?.outcome)).toEqual(CASES.map(([, outcome]) => outcome));
  });

  it('in a file of its own is made with the answer of the decision', async () => {
    const decisions = CASES.map(([row], index) =>
      decision(`d${index}`, { ai_answer: row['ai_answer'] ?? null }),
    );
    const verdicts = CASES.map(([{ verdict, human_answer }], index) => ({
      ...{ decision_id: `d${index}`, reviewed_at: DAY[0] ?? null },
      ...{ verdict: verdict ?? null, human_answer: human_answer ?? null },
    }));
    const { evidence } = await read(decisions, verdicts);
    expect(evidence.map(({ cells }) => cells[0]?.outcome)).toEqual(CASES.map(([, outcome]) => outcome));
  });

  it('needs both answers: with one alone nobody judged', async () => {
    const beside = await read(
      [
        decision('d', answers('yes', null)),
        decision('e', answers(null, 'yes')),
        decision('f', answers('a', 'a')),
      ],
      [],
    );
    expect(beside.summary).toMatchObject({ decisions: 3, verdicts: 1, quarantined: 0 });
    const apart = await read(
      [decision('d')],
      [{ decision_id: 'd', human_answer: 'yes', reviewed_at: DAY[0] ?? null }],
    );
    expect(apart.summary).toMatchObject({
      decisions: 1,
      verdicts: 0,
      quarantinedByRule: { verdict_missing: 1 },
    });
  });
});

describe('the loss', () => {
  it('of an edit is what the configuration says, of others what the verdict says', async () => {
    await expectResolved(
      {
        'a:edit@0': 'edit 0.3',
        'a:edit@0/0.7': 'edit 0.7',
        'a:edit@0/0': 'edit 0',
        'a:override@0': 'override 1',
        'a:agree@0': 'agree 0',
      },
      { defaults: { editLoss: 0.3 } },
    );
    await expectResolved(
      { 'a:edit@0': 'edit 0.1', 'b:edit@0': 'edit 0.3' },
      { defaults: { editLoss: 0.3 }, domains: { d0: { editLoss: 0.1 } } },
    );
  });
});
