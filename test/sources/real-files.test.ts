import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readForeign } from '../support/foreign-files.ts';

const raw = join(import.meta.dirname, '../../../shared/datasets/raw');
const noTime = { decided_at: { constant: '2026-05-04T00:00:00Z' } };

describe('real files (../shared/datasets/raw beside the project)', () => {
  beforeEach((context) => {
    if (!existsSync(raw)) context.skip('they are not beside the project (../shared/datasets/raw)');
  });

  it('a Prodigy dataset: every one of its 829 lines, those that nobody answered too', async () => {
    const file = join(raw, 'prodigy/annotated_github-issues-DOCUMENTATION-textcat.jsonl');
    const reading = await readForeign('prodigy', [file], { columns: noTime });
    const { summary, evidence, verdicts } = reading;
    expect(summary).toMatchObject({ decisions: 829, verdicts: 829, known: 0, quarantined: 0 });
    expect(evidence.map(({ domain, selection }) => [domain, selection])).toEqual([
      ['DOCUMENTATION', 'unknown'],
    ]);
    const of = (verdict: string): number => verdicts.filter((row) => row['verdict'] === verdict).length;
    expect([of('agree'), of('override'), of('unsure')]).toEqual([568, 217, 44]);
    expect(reading.told).toBe(reading.records);
  });

  it('Label Studio fixtures: tasks with neither, bare texts, a single object, no scores', async () => {
    const of = (name: string, map: object) =>
      readForeign('label-studio', [join(raw, 'label-studio/test-fixtures', name)], map);
    const columns = { ...noTime, confidence: { constant: 0.9 }, decision_id: 'data.text' };
    const tasks = await of('tasks_annotations_predictions.json', { columns });
    expect(tasks.told).toBe(tasks.records);
    expect(tasks.summary).toMatchObject({ decisions: 3, quarantinedByRule: { record_not_understood: 2 } });
    await expect(of('text_with_2_predictions.json', { columns: noTime })).rejects.toThrow(
      /no decision of Label Studio has a confidence/,
    );
    await expect(of('previous_export.json', { columns })).rejects.toThrow(/1 a task without a prediction/);
  });
});
