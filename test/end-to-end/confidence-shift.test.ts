import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { recommendationsCsv } from '../../src/reports/recommendations-csv.ts';
import { recommendationsMarkdown } from '../../src/reports/recommendations-markdown.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { leeway } from '../support/in-process.ts';
import { type Random, random } from '../support/random.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../support/write-history.ts';

const DAYS = 80;
const A_DAY = 60;

/** Some weeks of decisions that are seldom wrong; confidences by day, errors from a day on. */
function history(
  confidenceOn: (day: number, chance: Random) => number,
  riskOn: (day: number) => number = () => 0.01,
): Promise<string> {
  const chance = random(5);
  const rows = Array.from({ length: DAYS * A_DAY }, (_, i): WrittenRow => {
    const day = Math.floor(i / A_DAY);
    const time = Date.parse('2026-01-01') + day * 86_400_000 + (i % A_DAY) * 60_000;
    const decided_at = new Date(time).toISOString();
    return {
      ...{ decision_id: `d${i}`, domain: 'refunds', model: 'v1', decided_at, reviewed_at: decided_at },
      confidence: confidenceOn(day, chance).toFixed(4),
      verdict: chance.chance(riskOn(day)) ? 'override' : 'agree',
    };
  });
  return writeHistory(join(temporaryFolder(), 'history.parquet'), rows);
}

async function reportOn(path: string): Promise<RecommendationReport> {
  const { report } = await recommendFromFiles({
    files: [path],
    mapping: Mapping.parse({}),
    configuration: Configuration.parse({ defaults: { maxStep: 1 } }),
    ...{ asOf: null, firstLook: false, quarantineFile: null },
  });
  return report;
}

const unsure = (chance: Random): number => 0.5 + 0.4 * chance.uniform();
const sure = (chance: Random): number => 0.7 + 0.3 * chance.uniform();

describe('a domain whose confidences have shifted', () => {
  it('is told of in every format, and keeps what is certified', async () => {
    // The sixtieth day is March 2.
    const path = await history((day, chance) => (day < 60 ? unsure(chance) : sure(chance)));
    const report = await reportOn(path);
    const [one] = report.recommendations;
    expect(one).toMatchObject({
      action: 'widen',
      refusal: null,
      confidenceShift: { direction: 'more-sure' },
    });
    expect(one?.confidenceShift?.soundedOn).toMatch(/^2026-03-0[2-4]$/);
    expect(one?.confidenceShift?.changedOn).toMatch(/^2026-03-0[1-3]$/);
    const sentence =
      /Since about 2026-03-0[1-3] the AI is more sure of itself than before .* what is certified stands; .* review more/;
    expect(one?.reasons.join('\n')).toMatch(sentence);
    expect(recommendationsMarkdown(report)).toMatch(
      /more sure than before since 2026-03-0[1-3]: review more/,
    );
    expect(recommendationsCsv(report)).toMatch(/,more-sure,2026-03-0[1-3]\n$/);
    const { code, out } = await leeway(['recommend', path]);
    expect(code).toBe(0);
    expect(out).toMatch(/more sure than before since/);
  });

  it('is told of beside a rise of errors, which takes authority', async () => {
    const shift = (day: number, chance: Random): number => (day < 60 ? sure(chance) : unsure(chance));
    const report = await reportOn(await history(shift, (day) => (day < 65 ? 0.005 : 0.2)));
    const [one] = report.recommendations;
    expect(one).toMatchObject({
      ...{ action: 'none', certified: null, refusal: { reason: 'drifted' } },
      confidenceShift: { direction: 'less-sure' },
    });
    expect(one?.reasons.join('\n')).toMatch(/less sure of itself than before/);
  });

  it('is not told of where confidences stay as they were', async () => {
    const report = await reportOn(await history((_, chance) => unsure(chance)));
    expect(report.recommendations[0]).toMatchObject({ action: 'widen', confidenceShift: null });
  });
});
