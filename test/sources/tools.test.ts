import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/contracts/problem.ts';
import { SourceName } from '../../src/contracts/source-name.ts';
import { FOREIGN } from '../../src/sources/all.ts';
import { looksLike } from '../../src/sources/recognise.ts';
import { readForeign } from '../support/foreign-files.ts';

const ids = (rows: readonly Record<string, unknown>[]): unknown[] => rows.map((row) => row['decision_id']);

describe('a Label Studio export', () => {
  it('gives a decision for each task with a prediction, and a verdict for each annotation that stands', async () => {
    const { summary, decisions, verdicts, notes } = await readForeign('label-studio', ['export.json']);
    expect(summary).toMatchObject({ decisions: 6, verdicts: 5, known: 0, quarantined: 0 });
    expect(decisions[0]).toEqual({
      ...{
        decision_id: '1',
        domain: 'project 7',
        decided_at: '2026-05-04T09:00:00.000000Z',
        confidence: '0.91',
      },
      ...{ ai_answer: 'refund', model: 'm-7', amount: '42.5' },
    });
    expect(verdicts[0]).toEqual({
      ...{ decision_id: '1', human_answer: 'refund', reviewer_id: '7' },
      // The annotation began as the prediction: the annotator saw it.
      ...{ reviewed_at: '2026-05-05T08:00:00.000000Z', duration_s: '12.4', blind: 'false' },
    });
    expect(verdicts.filter((row) => row['blind'] === undefined).length).toBe(verdicts.length - 1);
    // A number, an object with an id, and one with an address only.
    expect(verdicts.slice(0, 3).map((row) => row['reviewer_id'])).toEqual(['7', 'bo@example.org', '7']);
    for (const why of [
      'skipped it',
      'beside a ground truth',
      'rejected the annotation',
      'without a prediction',
    ])
      expect(notes).toContainEqual(expect.stringMatching(new RegExp(`^1 row left out: .*${why}`)));
  });

  it('compares answers under the tags of the prediction, whatever else people filled in and in any order', async () => {
    const { decisions, verdicts } = await readForeign('label-studio', ['export.json']);
    const answers = (id: string) => [
      decisions.find((row) => row['decision_id'] === id)?.['ai_answer'],
      ...verdicts.filter((row) => row['decision_id'] === id).map((row) => row['human_answer']),
    ];
    expect([answers('1'), answers('7'), answers('4')]).toEqual([
      ['refund', 'refund'],
      ['a | b', 'a | b'],
      ['refund', 'refund'],
    ]);
  });

  it('lets a mapping name paths of the record, another model, and edits', async () => {
    const map = {
      options: { model: 'm-6', difference: 'edit' },
      columns: { domain: 'data.queue', amount: { column: 'data.amount', scale: 2 }, reason: 'annotation.id' },
    };
    const { decisions, evidence, notes } = await readForeign('label-studio', ['export.json'], map);
    expect(ids(decisions)).toEqual(['4']);
    expect(evidence.map(({ domain, model }) => [domain, model])).toEqual([['refunds', 'm-6']]);
    expect(evidence[0]?.cells.map(({ outcome }) => outcome)).toEqual(['edit']);
    expect(notes).toContain('6 rows left out: a task without a prediction of that model');
  });

  it('certifies nothing on annotated tasks only, unless the mapping says that all were annotated', async () => {
    const only = await readForeign('label-studio', ['all-reviewed.json']);
    expect(only.evidence.map(({ selection }) => selection)).toEqual(['unknown']);
    expect(only.notes.join('\n')).toContain('an export holds only annotated tasks');
    const map = { columns: { review_probability: { constant: 1 } } };
    const whole = await readForeign('label-studio', ['all-reviewed.json'], map);
    expect(whole.evidence.map(({ selection }) => selection)).toEqual(['full']);
    expect(whole.notes.join('\n')).not.toContain('nothing is certified');
    const declared = await readForeign(
      'label-studio',
      ['all-reviewed.json'],
      {},
      { defaults: { reviewProbability: 0.5 } },
    );
    expect(declared.evidence.map(({ selection }) => selection)).not.toEqual(['full']);
  });

  it('is verdicts only where the mapping takes the confidence away', async () => {
    const map = { columns: { confidence: null } };
    await expect(readForeign('label-studio', ['export.json'], map)).rejects.toThrow(/verdicts only/);
  });
});

describe('tools that keep scores by name', () => {
  it.each([
    ['langfuse, as JSON lines', 'langfuse', ['observations.jsonl', 'scores.jsonl']],
    ['langfuse, as CSV', 'langfuse', ['observations.csv', 'scores.csv']],
    ['langfuse, as its API answers', 'langfuse', ['observations.csv', 'api-scores.json']],
  ] as const)('pair what a machine scored with what people said: %s', async (_, name, files) => {
    const { summary, decisions, verdicts, notes } = await readForeign(name, files);
    expect(summary).toMatchObject({ decisions: 3, verdicts: 2, quarantined: 0 });
    expect(decisions.find((row) => row['decision_id'] === 'o1')).toMatchObject({
      ...{
        domain: 'refund-flow',
        model: 'm-7 refund@12',
        confidence: '0.91',
        ai_answer: 'approve',
        amount: '41',
      },
      decided_at: '2026-05-04 09:11:00.000000Z',
    });
    // The one on the trace counts for the only decision in it, in its newest version.
    expect(verdicts.map((row) => [row['decision_id'], row['verdict'], row['reviewer_id']])).toEqual(
      expect.arrayContaining([
        ['o1', 'agree', 'u-17'],
        ['o2', 'override', 'u-17'],
      ]),
    );
    expect(notes).toContain('the confidence is the score "refund_p"');
    expect(notes).toContain('1 row left out: an older version of the same score');
  });

  it('take UTC for UTC, whatever zone the mapping names for other times', async () => {
    const { evidence } = await readForeign('langfuse', ['observations.jsonl', 'scores.jsonl'], {
      timeZone: 'America/New_York',
    });
    expect(evidence[0]?.firstDecidedAt).toBe('2026-05-04T09:11:00.000Z');
  });

  it('ask which score is the confidence where several could be, and say which there are where none is called so', async () => {
    const files = ['several.jsonl'];
    await expect(readForeign('langfuse', files)).rejects.toThrow(
      /could be the confidence \(helpfulness, refund_p\); choose one/,
    );
    const chosen = await readForeign('langfuse', files, { options: { confidence: 'refund_p' } });
    expect(chosen.summary.decisions).toBe(3);
    await expect(readForeign('langfuse', files, { options: { confidence: 'p' } })).rejects.toThrow(
      /no score is called "p" \(found: helpfulness, refund_ok, refund_p, tone\)/,
    );
    await expect(readForeign('langfuse', files, { options: { score: 'p' } })).rejects.toThrow(
      /langfuse has no option "score"; it has confidence, verdict/,
    );
  });

  it('mlflow: a trace with its assessments, of which overridden and invalid ones do not count', async () => {
    const { summary, decisions, verdicts } = await readForeign('mlflow', ['traces.json']);
    expect(summary).toMatchObject({ decisions: 3, verdicts: 2, quarantined: 0 });
    expect(decisions[0]).toMatchObject({
      decision_id: 'tr-1',
      domain: 'refunds',
      model: 'm-7',
      ai_answer: 'refund',
    });
    expect(verdicts.map((row) => [row['decision_id'], row['verdict'], row['reviewed_at']])).toEqual([
      ['tr-1', 'agree', '2026-05-05T10:12:00.000000Z'],
      ['tr-2', 'override', '2026-05-05T09:12:00.000000Z'],
    ]);
    const flat = await readForeign('mlflow', ['assessments.jsonl']);
    expect(flat.summary).toMatchObject({ decisions: 4, verdicts: 2, quarantined: 0 });
    expect(flat.notes.join('\n')).toContain('all decisions are in one, "mlflow"');
  });

  it('mlflow: an expectation is the right answer, and is compared with the response', async () => {
    const { evidence } = await readForeign(
      'mlflow',
      ['expectations.json'],
      {},
      { defaults: { maturity: '0d' } },
    );
    expect(evidence.flatMap(({ cells }) => cells.map(({ outcome }) => outcome)).sort()).toEqual([
      'agree',
      'override',
    ]);
  });

  it('phoenix: where a decision model states its confidence, the score of a judge is none', async () => {
    const { summary, decisions, notes } = await readForeign('phoenix', ['annotations.jsonl', 'spans.json']);
    expect(summary).toMatchObject({ decisions: 2, verdicts: 2, quarantined: 0 });
    expect(
      decisions.map((row) => [row['decision_id'], row['domain'], row['model'], row['confidence']]),
    ).toEqual([
      ['67f1', 'refunds', 'm-7', '0.91'],
      ['67f2', 'refunds', 'm-7', '0.55'],
    ]);
    expect(notes).toContain('1 row left out: the annotation correctness where no person gave it');
  });

  it('otel-genai: events of logs find the span that they evaluate', async () => {
    const map = { columns: { amount: 'order.amount' } };
    const { summary, decisions, verdicts } = await readForeign(
      'otel-genai',
      ['spans.jsonl', 'logs.jsonl'],
      map,
    );
    expect(summary).toMatchObject({ decisions: 2, verdicts: 2, quarantined: 0 });
    expect(decisions[0]).toEqual({
      ...{ decision_id: 'call-1', domain: 'billing/refund.issue', model: 'm-7', confidence: '0.91' },
      ...{ decided_at: '2026-05-04T09:12:01.000000Z', 'order.amount': '41' },
    });
    expect(verdicts.map((row) => [row['decision_id'], row['verdict'], row['reviewer_id']])).toEqual([
      ['call-1', 'agree', 'u-17'],
      ['call-2', 'override', 'u-18'],
    ]);
  });
});

describe('Amazon A2I', () => {
  it('takes percent for percent, and the time of the loop from its folders', async () => {
    const { summary, decisions, verdicts, evidence } = await readForeign('a2i', ['moderation']);
    expect(summary).toMatchObject({ decisions: 4, verdicts: 5, quarantined: 0 });
    const byId = new Map(decisions.map((row) => [row['decision_id'], row]));
    expect(byId.get('loop-1')).toMatchObject({
      ...{
        domain: 'moderation',
        confidence: '0.967122802734375',
        decided_at: '2026-05-04T09:10:00Z',
        model: '3.0',
      },
      ...{ triggers: 'ModerationLabelConfidenceCheck', review_probability: '1' },
    });
    expect(byId.get('loop-2')).toMatchObject({ confidence: '0.9825', review_probability: '0.05' });
    expect(byId.get('loop-3')).toMatchObject({ confidence: '0.885', ai_answer: 'Jane' });
    expect(byId.get('loop-4')).not.toHaveProperty('review_probability');
    const said = verdicts.map((row) => [row['decision_id'], row['verdict'] ?? row['human_answer']]);
    expect(said.sort()).toEqual([
      ['loop-1', 'agree'],
      ['loop-1', 'override'],
      // A label that nobody confirmed may have been refused, or not been asked for.
      ['loop-2', 'unsure'],
      ['loop-3', 'Jana'],
      ['loop-4', 'refund'],
    ]);
    expect(verdicts.map((row) => row['duration_s']).filter((time) => time !== undefined)).toEqual(['40.543']);
    expect(evidence.every(({ selection }) => selection === 'unknown')).toBe(true);
  });

  it('counts a label that nobody confirmed as refused where the mapping says so', async () => {
    const { verdicts } = await readForeign('a2i', ['moderation'], { options: { absent: 'override' } });
    expect(verdicts.find((row) => row['decision_id'] === 'loop-2')?.['verdict']).toBe('override');
  });
});

describe('other tools', () => {
  it.each(['batch.json', 'events.jsonl'])(
    'cloudevents: %s, where sampledrate says how likely a review was',
    async (file) => {
      const { summary, decisions, verdicts, notes } = await readForeign('cloudevents', [file]);
      expect(summary).toMatchObject({ decisions: 3, verdicts: 2, quarantined: 0 });
      expect(decisions.map((row) => [row['decision_id'], row['domain'], row['review_probability']])).toEqual([
        ['r-1', 'billing/refund.issue', '0.05'],
        ['r-2', 'billing/refund.issue', undefined],
        ['r-3', 'returns', '0.25'],
      ]);
      expect(verdicts.map((row) => row['reviewer_id'])).toEqual(['u-17', undefined]);
      expect(verdicts.map((row) => row['blind'])).toEqual(['true', undefined]);
      expect(notes).toContain('1 row left out: an event that was sent again (same source and id)');
    },
  );

  it.each(['nested.json', 'flat.json'])('argilla: %s', async (file) => {
    const { summary, decisions, verdicts } = await readForeign('argilla', [file]);
    expect(summary).toMatchObject({ decisions: 4, verdicts: 3, quarantined: 0 });
    expect(decisions[1]).toMatchObject({
      decision_id: 'r-2',
      domain: 'billing',
      model: 'm-7',
      ai_answer: 'a | b',
      confidence: '0.7',
    });
    expect(verdicts.map((row) => [row['human_answer'], row['reviewer_id']])).toEqual([
      ['refund', '6f0c'],
      ['return', '77aa'],
      ['a | b', '6f0c'],
    ]);
  });

  it('argilla: asks for a question where there are several, and for a time where there is none', async () => {
    await expect(readForeign('argilla', ['two-questions.json'])).rejects.toThrow(
      /\(label, tone\); choose one/,
    );
    await expect(readForeign('argilla', ['no-time.json'])).rejects.toThrow(
      /no decision has a time; .*decided_at: metadata.created/,
    );
    const chosen = await readForeign('argilla', ['two-questions.json'], { options: { question: 'tone' } });
    expect(chosen.decisions[0]).toMatchObject({ ai_answer: 'kind', confidence: '0.5' });
  });

  it('prodigy: below a half the AI says "not", unless the score is that of the suggestion', async () => {
    const { decisions, verdicts, evidence } = await readForeign('prodigy', ['annotations.jsonl']);
    expect(decisions.map((row) => [row['confidence'], row['ai_answer']])).toEqual([
      ['0.91', 'REFUND'],
      ['0.8', 'not REFUND'],
      ['0.7', 'REFUND'],
      ['0.6', 'REFUND'],
    ]);
    expect(verdicts.map((row) => row['verdict'])).toEqual(['agree', 'agree', 'override', 'agree', 'unsure']);
    // Whoever accepts or rejects a suggestion has seen it.
    expect(new Set(verdicts.map((row) => row['blind']))).toEqual(new Set(['false']));
    expect(evidence.map(({ selection }) => selection)).toEqual(['unknown']);
    const plain = await readForeign('prodigy', ['annotations.jsonl'], { options: { score: 'suggestion' } });
    expect(plain.decisions[1]).toMatchObject({ confidence: '0.2', ai_answer: 'REFUND' });
    expect(plain.verdicts[1]).toMatchObject({ verdict: 'override' });
  });

  it('approvals: langgraph and openai-agents, whose replies and standing approvals judge nothing', async () => {
    await expect(readForeign('langgraph', ['approvals.jsonl'])).rejects.toThrow(
      /no decision has a confidence/,
    );
    const sure = await readForeign('langgraph', ['with-confidence.jsonl']);
    expect(sure.verdicts.map((row) => row['verdict'])).toEqual(['agree', 'override']);
    const agents = await readForeign('openai-agents', ['approvals.jsonl']);
    expect(ids(agents.decisions)).toEqual(['call_1', 'call_2']);
    expect(agents.notes).toContain('1 row left out: approved always: nobody looked at this one');
    for (const { evidence, notes } of [sure, agents]) {
      expect(evidence.map(({ selection }) => selection)).toEqual(['unknown']);
      expect(notes.join('\n')).toContain('an approval is a click');
    }
  });

  it('jev-eval: confidence by the kind of question, as it scores them itself', async () => {
    const map = { columns: { decided_at: { constant: '2026-05-04T00:00:00Z' } } };
    const { decisions, summary } = await readForeign('jev-eval', ['cache.jsonl'], map);
    expect(decisions.map((row) => [row['domain'], row['ai_answer'], row['confidence']])).toEqual([
      ['queue', 'refund', '0.8'],
      ['queue', 'return', '0.7'],
      ['legal', 'false', '0.9'],
      ['anger', 'high', '0.66'],
    ]);
    expect(summary).toMatchObject({ decisions: 4, verdicts: 4, quarantined: 0 });
    await expect(readForeign('jev-eval', ['cache.jsonl'])).rejects.toThrow(/jev-eval has no time/);
    await expect(readForeign('jev-eval', ['labels.jsonl'])).rejects.toThrow(/verdicts only/);
  });
});

describe('every tool', () => {
  const broken = SourceName.options.map(
    (name) => [name, name === 'label-studio' ? 'broken.json' : 'broken.jsonl'] as const,
  );

  it.each(broken)('loses no record of a broken file without a word: %s', async (name, file) => {
    const map = name === 'jev-eval' ? { columns: { decided_at: { constant: '2026-05-04T00:00:00Z' } } } : {};
    const { summary, decisions, verdicts, records, told } = await readForeign(name, [file], map);
    expect(told).toBe(records);
    expect(summary.decisions).toBeGreaterThan(0);
    const refusedRecords = summary.quarantinedByRule.record_not_understood ?? 0;
    const unreadable = summary.quarantinedByRule.line_malformed ?? 0;
    expect(Math.min(refusedRecords, unreadable)).toBeGreaterThan(0);
    const rows = decisions.length + verdicts.length + refusedRecords + unreadable;
    expect(summary.decisions + summary.verdicts + summary.known + summary.quarantined).toBe(rows);
    const own = summary.quarantined - refusedRecords - unreadable;
    expect(own).toBeGreaterThan(name === 'openai-agents' || name === 'langgraph' ? 0 : 1);
  });

  it('refuses a file of another tool in one line that says what was expected, seen, and likely', async () => {
    const error: unknown = await readForeign('langfuse', [
      `${import.meta.dirname}/fixtures/label-studio/export.json`,
    ]).catch((one) => one);
    expect(error).toBeInstanceOf(Problem);
    expect(String(error)).toMatch(
      /export\.json: not a file of Langfuse: expected scores .*; found the keys id, data, .*; it looks like a file of Label Studio: --from label-studio$/,
    );
    await expect(readForeign('label-studio', ['broken-truncated.json'])).rejects.toThrow(
      /cannot be read .* cut short/,
    );
  });

  it('has signs that are its own', () => {
    for (const { name, signs } of Object.values(FOREIGN))
      for (const keys of signs)
        expect(looksLike(keys.map((key) => key.replace('*', 'q')))?.name, keys.join()).toBe(name);
  });
});
