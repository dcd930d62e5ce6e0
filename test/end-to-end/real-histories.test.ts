import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { RecommendationReport, RefusalReason } from '../../src/contracts/recommendation.ts';
import { Database } from '../../src/store/database.ts';
import { sql } from '../../src/store/sql.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { type HalfAndHalf, halfAndHalf } from '../../tools/half-and-half/half-and-half.ts';
import { halvesMarkdown } from '../../tools/half-and-half/markdown.ts';
import { totalsOf } from '../../tools/half-and-half/totals.ts';
import { ROOT } from '../support/leeway.ts';
import { needsPublicHistories, publicHistory } from '../support/public-histories.ts';

needsPublicHistories();

async function read(file: string): Promise<RecommendationReport> {
  const { report } = await recommendFromFiles({
    files: [publicHistory(file)],
    mapping: Mapping.parse({}),
    configuration: Configuration.parse({ defaults: { risk: 0.05 } }),
    asOf: null,
    firstLook: false,
    quarantineFile: null,
  });
  return report;
}

const CLOSEST = String.raw`( The closest is \d.*; the limit is 5 of 100\.)?$`;
const SENTENCES: Partial<Record<RefusalReason, RegExp>> = {
  insufficient_verdicts: new RegExp(String.raw`^Too few verdicts( to tell)?: \d.*\.${CLOSEST}`),
  no_threshold_can_pass: new RegExp(String.raw`^The AI is not good enough here yet.*\.${CLOSEST}`),
  stale_model: /^A newer model decides in /,
};

describe('recommendations from real histories', () => {
  it('certifies thresholds in most queues of a bank whose AI is under-confident', async () => {
    const report = await read('banking77_lr.csv.gz');
    expect(report.input).toMatchObject({ decisions: 13_083, verdicts: 13_083, known: 0, quarantined: 0 });
    expect(report.recommendations).toHaveLength(8);
    const certified = report.recommendations.filter((one) => one.certified !== null);
    expect(certified.length).toBeGreaterThanOrEqual(7);
    for (const { certified: reach } of certified) expect(reach?.riskUpper).toBeLessThanOrEqual(0.05);
  });

  it('certifies nothing for language models that are sure and wrong, and says why each time', async () => {
    const report = await read('banking77_llm.csv.gz');
    expect(report.input).toMatchObject({ decisions: 65_415, verdicts: 65_415, known: 0, quarantined: 0 });
    expect(report.recommendations).toHaveLength(45);
    for (const one of report.recommendations) {
      const name = `${one.domain} (${one.model})`;
      expect(one, name).toMatchObject({ action: 'none', certified: null, proposed: null });
      const sentence = SENTENCES[one.refusal?.reason ?? 'floor'];
      expect(sentence, `${name}: ${one.refusal?.reason}`).toBeDefined();
      expect(one.reasons[0], name).toMatch(sentence ?? '');
    }
  });

  it.each([
    ['airline_lr.csv.gz', 13_073, {}],
    ['bank_telemarketing_monthly.csv.gz', 26_388, { amount_bad: 1_491 }],
    ['complaints_llm_vote.csv', 1_000, {}],
    ['prodigy_teach.csv', 1_228, {}],
  ])('reads %s as it is and accounts for each of its %i rows', async (file, rows, quarantinedByRule) => {
    const { input, recommendations } = await read(file);
    expect(input.quarantinedByRule).toEqual(quarantinedByRule);
    expect(input.decisions + input.known + input.quarantined).toBe(rows);
    expect(input.verdicts).toBe(input.decisions);
    expect(recommendations.every((one) => one.selection === 'full' && one.reasons.length > 0)).toBe(true);
  });

  it('reads one row a reviewer, and gives each decision the verdict of the majority', async () => {
    const { input, recommendations } = await read('md_agreement.csv.gz');
    expect(input).toMatchObject({ decisions: 10_753, quarantined: 0 });
    expect(input.verdicts + input.known).toBe(53_765);
    expect(recommendations.length).toBe(3);
    for (const { domain, certificate } of recommendations) {
      const majority = await majorityAt('md_agreement.csv.gz', domain, certificate?.threshold ?? 0);
      expect({ reviewed: certificate?.reviewed, errors: certificate?.errors }, domain).toEqual(majority);
    }
  });
});

/** Decisions of a domain from a confidence on, and those that most reviewers overrode: straight from the file. */
async function majorityAt(
  file: string,
  domain: string,
  threshold: number,
): Promise<{ reviewed: number; errors: number }> {
  const db = await Database.open();
  try {
    return await db.row(
      z.object({ reviewed: z.number(), errors: z.number() }),
      sql`SELECT count(*)::DOUBLE AS reviewed, count(*) FILTER (2 * agrees <= voters)::DOUBLE AS errors FROM (
        SELECT count(*) FILTER (verdict = 'agree') AS agrees, count(*) AS voters FROM read_csv(${publicHistory(file)})
        WHERE domain = ${domain} AND confidence >= ${threshold} GROUP BY decision_id)`,
    );
  } finally {
    db.close();
  }
}

describe('thresholds from the first half of a history, judged on the second', () => {
  const known = new Map<string, Promise<HalfAndHalf>>();
  const halves = (file: string): Promise<HalfAndHalf> => {
    const request = { files: [publicHistory(file)], mapping: Mapping.parse({}), risk: 0.05, delta: 0.05 };
    const found = known.get(file) ?? halfAndHalf(request);
    known.set(file, found);
    return found;
  };

  it('certifies at least 7 of 8 queues of the bank, which take 69 % of its decisions, 72 % with a first look', async () => {
    const bank = await halves('banking77_lr.csv.gz');
    const [certified, firstLook] = [totalsOf(bank, 'certified'), totalsOf(bank, 'firstLook')];
    expect(certified.domains).toBe(8);
    expect(certified.withThreshold).toBeGreaterThanOrEqual(7);
    expect(certified.coverage).toBeGreaterThanOrEqual(0.69);
    expect(firstLook.withThreshold).toBeGreaterThanOrEqual(7);
    expect(firstLook.coverage).toBeGreaterThanOrEqual(0.72);
  });

  it.each([['banking77_lr.csv.gz'], ['airline_lr.csv.gz']])(
    'breaks the limit on the second half of %s no more than chance allows, in any domain',
    async (file) => {
      const history = await halves(file);
      for (const way of ['certified', 'firstLook'] as const) {
        expect(totalsOf(history, way).withThreshold, way).toBeGreaterThan(0);
        const broken = history.rows.filter((row) => row.outcomes[way]?.overBeyondChance);
        expect(broken, way).toEqual([]);
      }
    },
  );

  it.each([
    ['banking77_lr.csv.gz', 3, 8],
    ['airline_lr.csv.gz', 4, 6],
  ])('sees the naive threshold break the limit in %s: %i of %i domains', async (file, over, domains) => {
    const naive = totalsOf(await halves(file), 'naive');
    expect(naive).toMatchObject({ over, domains, withThreshold: domains });
  });

  it.each(['banking77_lr.csv.gz', 'airline_lr.csv.gz'])(
    'says of %s what docs/measured.md shows',
    async (file) => {
      const table = halvesMarkdown(await halves(file))
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .join('\n');
      const page = readFileSync(join(ROOT, 'docs/measured.md'), 'utf8');
      expect(page).toContain(`<!-- halves: ${file} -->\n\n${table}\n\n<!-- /halves -->`);
    },
  );
});
