import { describe, expect, it } from 'vitest';
import { IntakeReport } from '../../src/contracts/intake.ts';
import { Publications } from '../../src/contracts/publication.ts';
import { ask } from '../support/asking.ts';
import { post, serving } from '../support/serving.ts';

const row = (id: string, confidence: number) =>
  `${JSON.stringify({ decision_id: id, domain: 'refunds', confidence, decided_at: '2026-05-01T00:00:00Z' })}\n`;

describe('what stands in a store that is served', () => {
  it('is told run by run and row by row, with what waits', async () => {
    const { url, faults } = await serving();
    expect((await ask(`${url}/v1/ingests`)).json).toMatchObject({
      decisions: 0,
      runs: [],
      newestDecisionAt: null,
    });
    await post(`${url}/v1/ingests?wait=true`, row('d1', 0.9) + row('d2', 1.5) + row('d3', 2));
    const verdict = { decision_id: 'd9', verdict: 'agree', reviewed_at: '2026-05-02T00:00:00Z' };
    await post(`${url}/v1/verdicts?wait=true`, `${JSON.stringify(verdict)}\n`);
    const intake = IntakeReport.parse((await ask(`${url}/v1/ingests?limit=1`)).json);
    expect(intake).toMatchObject({
      ...{ newestDecisionAt: '2026-05-01T00:00:00.000Z', decisions: 1, verdicts: 1, waitingVerdicts: 1 },
      ...{ quarantinedByRule: { confidence_out_of_range: 2 }, spooledBytes: 0, failure: null },
      days: [{ day: '2026-06-01', decisions: 1, verdicts: 1, quarantined: 2 }],
    });
    expect(intake.runs).toMatchObject([{ verdicts: { added: 1 } }]);
    const before = await ask(`${url}/v1/ingests?before=${intake.next}`);
    expect(before.json).toMatchObject({ runs: [{ decisions: { added: 1 }, quarantined: 2 }], next: null });
    const first = await ask(`${url}/v1/quarantine?limit=1`);
    expect(first.json).toMatchObject({
      rows: [{ line: 2, rule: 'confidence_out_of_range', value: '1.5' }],
      next: 1,
    });
    expect((await ask(`${url}/v1/quarantine?offset=1&rule=confidence_out_of_range`)).json).toMatchObject({
      rows: [{ line: 3, value: expect.stringMatching(/^2/) }],
      next: null,
    });
    expect((await ask(`${url}/v1/quarantine?rule=nothing`)).status).toBe(400);
    expect(faults).toEqual([]);
  });

  it('tells who last asked for what is in force', async () => {
    const { url } = await serving();
    expect((await ask(`${url}/v1/exports`)).json).toMatchObject({ files: [], pulls: [] });
    await ask(`${url}/v1/exports/flagd`);
    expect(Publications.parse((await ask(`${url}/v1/exports`)).json)).toMatchObject({
      pulls: [{ format: 'flagd', by: 'leeway serve' }],
    });
  });
});
