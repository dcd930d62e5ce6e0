import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import type { SiblingRecord } from '../../src/contracts/evidence.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { type Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';
import { Database } from '../../src/store/database.ts';
import { readHistory } from '../../src/store/history.ts';
import { planAuditsFromFiles } from '../../src/workflows/plan-audits.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { withSiblings } from '../../src/workflows/with-siblings.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, ROOT } from '../support/leeway.ts';
import { type Random, random } from '../support/random.ts';
import { temporaryFolder, textFile, type WrittenRow, writeHistory } from '../support/write-history.ts';

const DATA = ['decisions.parquet', 'verdicts.parquet'].map((name) => join(ROOT, 'data', name));
const HOUR = 3_600_000;
/** Two domains begin together, a third after so many hours, and with it a new model of the first. */
const NEWCOMERS_AT = 1200;
const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1) + hour * HOUR).toISOString();
const configuration = Configuration.parse({ prior: 'siblings', defaults: { maxStep: 1, maturity: '1d' } });

interface Stream {
  readonly domain: string;
  readonly model: string;
  readonly from: number;
  readonly risk: number;
}

const STREAMS: readonly Stream[] = [
  { domain: 'billing', model: 'v1', from: 0, risk: 0.02 },
  { domain: 'refunds', model: 'v1', from: 0, risk: 0.015 },
  { domain: 'delivery', model: 'v1', from: NEWCOMERS_AT, risk: 0.004 },
  { domain: 'billing', model: 'v2', from: NEWCOMERS_AT + 0.5, risk: 0.015 },
];

interface Judged {
  readonly decision: WrittenRow;
  readonly verdicts: readonly WrittenRow[];
}

/** One decision an hour, its verdict some hours later; one in fifty is judged again, one in two hundred not before weeks. */
function lived(chance: Random, hours: number): Judged[] {
  return STREAMS.flatMap(({ domain, model, from, risk }) =>
    Array.from({ length: Math.max(0, Math.floor(hours - from)) }, (_, i): Judged => {
      const [decision_id, hour] = [`${domain}-${model}-${i}`, from + i];
      const confidence = (80 + chance.below(20)) / 100;
      const verdict = chance.chance(risk) ? 'override' : 'agree';
      const judged = hour + (chance.chance(0.005) ? 500 : 1 + chance.below(10));
      const again = chance.chance(0.02) ? [{ hour: judged + 1 + chance.below(900), reviewer_id: 'b' }] : [];
      return {
        decision: { decision_id, domain, model, confidence, decided_at: at(hour), review_probability: 1 },
        verdicts: [
          { decision_id, verdict, reviewed_at: at(judged), reviewer_id: 'a' },
          ...again.map((one) => ({
            ...{ decision_id, verdict: chance.pick(['agree', 'override']) },
            ...{ reviewed_at: at(one.hour), reviewer_id: one.reviewer_id },
          })),
        ],
      };
    }),
  );
}

/** What is in the files after so many hours. */
async function filesAfter(rows: readonly Judged[], hours: number): Promise<string[]> {
  const folder = temporaryFolder();
  const seen = (row: WrittenRow, time: string): boolean => String(row[time]) <= at(hours);
  const decisions = rows.map(({ decision }) => decision).filter((row) => seen(row, 'decided_at'));
  const verdicts = rows.flatMap((one) => one.verdicts).filter((row) => seen(row, 'reviewed_at'));
  return Promise.all([
    writeHistory(join(folder, 'decisions.csv'), decisions),
    writeHistory(join(folder, 'verdicts.csv'), verdicts),
  ]);
}

async function recommendOn(files: readonly string[]): Promise<readonly Recommendation[]> {
  const { report } = await recommendFromFiles({
    ...{ files, mapping: Mapping.parse({}), configuration, asOf: null },
    ...{ firstLook: false, quarantineFile: null },
  });
  return report.recommendations;
}

async function siblingsOf(
  files: readonly string[],
): Promise<Record<string, readonly SiblingRecord[] | undefined>> {
  const db = await Database.open();
  try {
    const history = await readHistory(db, files, Mapping.parse({}), configuration, null);
    const { evidence } = await withSiblings(db, history, configuration);
    return Object.fromEntries(evidence.map((one) => [`${one.domain} ${one.model}`, one.siblings]));
  } finally {
    db.close();
  }
}

describe('the prior of a new domain or model', () => {
  it('stays what it was on its first night, whatever comes later', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 900 }), async (seed, later) => {
        const rows = lived(random(seed), NEWCOMERS_AT + 1000);
        const first = await siblingsOf(await filesAfter(rows, NEWCOMERS_AT + 1));
        const then = await siblingsOf(await filesAfter(rows, NEWCOMERS_AT + 1 + later));
        expect(first['delivery v1']?.map(({ domain }) => domain)).toEqual(['billing', 'refunds']);
        expect(first['billing v2']?.map(({ model }) => model)).toEqual(['v1', 'v1']);
        expect(then).toEqual(first);
      }),
      { numRuns: 10 },
    );
  });

  it('is the same each night, and is said each night, with authority and without', async () => {
    const rows = lived(random(3), NEWCOMERS_AT + 1000);
    const stated = new Set<string>();
    let acted = false;
    for (let hours = NEWCOMERS_AT + 100; hours <= NEWCOMERS_AT + 1000; hours += 150) {
      const found = await recommendOn(await filesAfter(rows, hours));
      const delivery = found.find(({ domain }) => domain === 'delivery');
      stated.add(JSON.stringify(delivery?.certificate?.prior));
      acted ||= delivery?.action === 'widen';
      expect(delivery?.reasons).toContain(
        'The search started from what 2 other domains showed before 2026-02-20.',
      );
    }
    expect([...stated].map((one) => JSON.parse(one))).toMatchObject([
      { siblings: 2, before: '2026-02-20T00:00:00.000Z' },
    ]);
    expect(acted).toBe(true);
  });

  it('is learnt for every amount step alike', async () => {
    const rows = lived(random(5), NEWCOMERS_AT + 700).map((one) => ({
      ...one,
      decision: { ...one.decision, amount: one.decision['confidence'] === 0.9 ? 90 : 10 },
    }));
    const db = await Database.open();
    try {
      const stepped = Configuration.parse({ prior: 'siblings', defaults: { amountSteps: [50, 100] } });
      const files = await filesAfter(rows, NEWCOMERS_AT + 700);
      const history = await readHistory(db, files, Mapping.parse({}), stepped, null);
      const { evidence, amountSteps } = await withSiblings(db, history, stepped);
      for (const one of evidence) {
        const steps = amountSteps.get(one) ?? [];
        expect(steps.map((step) => step.evidence.siblings)).toEqual([one.siblings, one.siblings]);
        expect(steps.at(-1)?.evidence).toBe(one);
      }
    } finally {
      db.close();
    }
  });

  it('is the one that a plan of audits reckons with', async () => {
    const files = await filesAfter(lived(random(3), NEWCOMERS_AT + 300), NEWCOMERS_AT + 300);
    const lacks = async (prior: 'default' | 'siblings'): Promise<number | null | undefined> => {
      const { report } = await planAuditsFromFiles({
        ...{ files, mapping: Mapping.parse({}), configuration: { ...configuration, prior } },
        ...{ asOf: null, by: null, weeklyBudget: null, rate: null, draw: null },
      });
      return report.domains.find(({ domain }) => domain === 'delivery')?.missing;
    };
    expect(await lacks('siblings')).toBeLessThan((await lacks('default')) ?? 0);
  });
});

describe('prior: siblings in leeway.yaml', () => {
  it('tells the bundled history of its one newcomer, and of the rest that there is nothing to learn from', async () => {
    const config = textFile('leeway.yaml', 'prior: siblings\n');
    const run = await leeway(['recommend', ...DATA, '--config', config, '--format', 'json']);
    const { recommendations } = RecommendationReport.parse(JSON.parse(run.out));
    for (const { model, reasons, certificate } of recommendations) {
      if (certificate === null) continue;
      expect(certificate.prior?.siblings).toBe(model === 'agent-2026-06' ? 9 : 0);
      const sentence =
        model === 'agent-2026-06'
          ? 'The search started from what 8 other domains and an older model'
          : 'No other domain and no older model';
      expect(reasons.filter((reason) => reason.startsWith(sentence))).toHaveLength(1);
    }
  });

  it('is one of two', async () => {
    const config = textFile('leeway.yaml', 'prior: cousins\n');
    expect(complaint(await leeway(['recommend', ...DATA, '--config', config]))).toContain('prior');
  });
});
