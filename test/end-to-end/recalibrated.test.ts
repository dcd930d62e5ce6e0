import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { recalibratedRules } from '../../src/contracts/recalibrated-rules.ts';
import { type RecalibrationMap, RecalibrationMaps } from '../../src/contracts/recalibration.ts';
import { type Recommendation, RecommendationReport } from '../../src/contracts/recommendation.ts';
import { Database } from '../../src/store/database.ts';
import { ppm } from '../../src/store/evidence/band.ts';
import { readHistory } from '../../src/store/history.ts';
import { forgetBefore } from '../../src/store/record/forget.ts';
import { join as joinSql, raw, type Sql, sql, text } from '../../src/store/sql.ts';
import { certify } from '../../src/tuning/certify.ts';
import { curvePoint } from '../../src/tuning/curve.ts';
import { targetOf } from '../../src/tuning/target.ts';
import { recalibrated } from '../../src/workflows/recalibrate.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { recommendOnRecord } from '../../src/workflows/recommend-on-record.ts';
import { writeMaps } from '../../src/workflows/write-maps.ts';
import { leeway } from '../support/leeway.ts';
import { type Random, random } from '../support/random.ts';
import { add, inStore, NOW } from '../support/stores.ts';
import { temporaryFolder, textFile, type WrittenRow, writeHistory } from '../support/write-history.ts';

const DAY = 86_400_000;
const at = (day: number): string => new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString();
const PER_DAY = 100;
const RULES = { risk: 0.1, maxStep: 1, maturity: '1d' };
const configuration = Configuration.parse({ defaults: { ...RULES, scale: 'recalibrated' } });

interface Judged {
  readonly decision: WrittenRow;
  readonly verdicts: readonly WrittenRow[];
}

/** An AI whose confidence c is right with a chance of its own; one verdict in fifty comes weeks later, one in thirty a second time. */
function lived(chance: Random, days: number, right: (confidence: number) => number): Judged[] {
  return Array.from({ length: days * PER_DAY }, (_, i): Judged => {
    const [decision_id, decided] = [`d${i}`, Math.floor(i / PER_DAY) + (i % PER_DAY) / 200];
    const confidence = (500 + chance.below(500)) / 1000;
    const word = () => (chance.chance(right(confidence)) ? 'agree' : 'override');
    const judged = decided + (chance.chance(0.02) ? 9 + chance.uniform() : 0.1);
    const again = chance.chance(0.03) ? [{ day: judged + 4, reviewer_id: 'b' }] : [];
    return {
      decision: {
        decision_id,
        domain: 'refunds',
        confidence,
        decided_at: at(decided),
        review_probability: 1,
      },
      verdicts: [{ day: judged, reviewer_id: 'a' }, ...again].map(({ day, reviewer_id }) => ({
        ...{ decision_id, verdict: word(), reviewed_at: at(day), reviewer_id },
      })),
    };
  });
}
/** Less sure than it should be of doubtful cases, surer of the others. */
const flattened = (c: number): number => 1 / (1 + Math.exp(-0.6 * Math.log(c / (1 - c)) - 1.3));
const plateau = (c: number): number => (c < 0.8 ? 0.55 : 0.965);

/** What is in the files on a day. */
async function filesOn(rows: readonly Judged[], day: number): Promise<string[]> {
  const folder = temporaryFolder();
  const seen = (row: WrittenRow, time: string): boolean => String(row[time]) <= at(day);
  return Promise.all([
    writeHistory(
      join(folder, 'decisions.csv'),
      rows.map((one) => one.decision).filter((row) => seen(row, 'decided_at')),
    ),
    writeHistory(
      join(folder, 'verdicts.csv'),
      rows.flatMap((one) => one.verdicts).filter((row) => seen(row, 'reviewed_at')),
    ),
  ]);
}

async function reportOn(files: readonly string[], rules = configuration): Promise<RecommendationReport> {
  const { report } = await recommendFromFiles({
    ...{ files, mapping: Mapping.parse({}), configuration: rules, asOf: null },
    ...{ firstLook: false, quarantineFile: null },
  });
  return report;
}

async function recommendOn(files: readonly string[], rules = configuration): Promise<Recommendation> {
  const [one] = (await reportOn(files, rules)).recommendations;
  return one as Recommendation;
}

async function withHistory<T>(
  files: readonly string[],
  work: (db: Database, whole: Evidence, own: Evidence) => T,
): Promise<T> {
  const db = await Database.open();
  try {
    const history = await readHistory(db, files, Mapping.parse({}), configuration, null);
    const [whole] = history.evidence as [Evidence];
    const scaled = await recalibrated(db, history, configuration);
    return work(db, whole, scaled.get(whole) as Evidence);
  } finally {
    db.close();
  }
}

/** The map as its description says it, in SQL. */
function inSql(map: RecalibrationMap): Sql {
  const odds = raw('ln(confidence / (1 - confidence))');
  if (map.kind === 'platt')
    return sql`1 / (1 + exp(-(${map.intercept}::DOUBLE + ${map.slope}::DOUBLE * ${odds})))`;
  if (map.kind !== 'isotonic') throw new Error(`not expected: ${map.kind}`);
  const knots = map.confidence.map((x, place) => ({ x, y: map.accuracy[place] as number }));
  const pieces = knots.slice(1).map(({ x, y }, place) => {
    const before = knots[place] as (typeof knots)[number];
    return sql`WHEN confidence <= ${x}::DOUBLE THEN least(${y}::DOUBLE, ${before.y}::DOUBLE + (confidence - ${before.x}::DOUBLE) / (${x}::DOUBLE - ${before.x}::DOUBLE) * (${y}::DOUBLE - ${before.y}::DOUBLE))`;
  });
  return sql`CASE WHEN confidence <= ${knots[0]?.x ?? 0}::DOUBLE THEN ${knots[0]?.y ?? 0}::DOUBLE ${joinSql(pieces, ' ')} ELSE ${knots.at(-1)?.y ?? 1}::DOUBLE END`;
}

describe('certificates on the recalibrated scale', () => {
  it.each([
    { kind: 'platt', right: flattened, seed: 1 },
    { kind: 'isotonic', right: plateau, seed: 2 },
  ])('are those of the later rows mapped by hand: $kind', async ({ kind, right, seed }) => {
    const [decisions = '', verdicts = ''] = await filesOn(lived(random(seed), 28, right), 28);
    const own = await withHistory([decisions, verdicts], (_db, _whole, evidence) => evidence);
    const { map, before } = own.recalibration ?? {};
    expect(map?.kind).toBe(kind);
    const mapped = join(temporaryFolder(), 'mapped.csv');
    const db = await Database.open();
    const rows = sql`(SELECT * REPLACE (${inSql(map as RecalibrationMap)} AS confidence) FROM read_csv(${text(decisions)}, types = {'confidence': 'DOUBLE', 'decided_at': 'VARCHAR'}))`;
    const starts = await db.column(
      sql`SELECT ${ppm(raw('confidence'))} AS p FROM (FROM ${rows} ORDER BY decided_at LIMIT 500) ORDER BY p DESC`,
    );
    await db.run(
      sql`COPY (FROM ${rows} WHERE decided_at >= ${before as string}) TO ${text(mapped)} (HEADER)`,
    );
    db.close();
    const later = await withHistory([mapped, verdicts], (_db, whole) => ({
      ...whole,
      startConfidences: starts.map(Number),
    }));

    const target = targetOf(configuration.defaults);
    const found = (evidence: Evidence) => {
      const { certified, tally, starts: begun, logE } = certify(evidence, target, false);
      const at = (thresholdPpm: number) => {
        const { threshold: _, ...figures } = curvePoint(tally, thresholdPpm);
        return { ...figures, logE: logE(thresholdPpm) };
      };
      return {
        starts: begun.map(({ thresholdPpm, level }) => ({ ...at(thresholdPpm), level })),
        certified: certified.map(({ thresholdPpm, level }) => ({ ...at(thresholdPpm), level })),
      };
    };
    expect(found(own).certified.length).toBeGreaterThan(0);
    expect(found(own)).toEqual(found(later));
  });

  it('speak of decisions since the day alone, at thresholds that the gate needs no map for', async () => {
    const rows = lived(random(1), 28, flattened);
    const one = await recommendOn(await filesOn(rows, 28));
    const { before, map, certified } = one.recalibration ?? {};
    const threshold = one.certified?.threshold ?? Number.NaN;
    const through = rows.filter(
      ({ decision }) =>
        String(decision['decided_at']) >= String(before) &&
        String(decision['decided_at']) <= at(27) &&
        Number(decision['confidence']) >= threshold,
    );
    expect(one.certificate?.decisions).toBe(through.length);
    expect(map?.kind === 'platt' && certified).toBeCloseTo(
      map?.kind === 'platt'
        ? 1 / (1 + Math.exp(-map.intercept - map.slope * Math.log(threshold / (1 - threshold))))
        : 0,
      12,
    );
    expect(one.reasons.join(' ')).toContain('All thresholds here are in the confidence that the AI states.');
  });
});

describe('the map of the recalibrated scale', () => {
  it('stays what it was when it was settled, whatever comes later', async () => {
    const rows = lived(random(5), 40, flattened);
    const settled: unknown[] = [];
    for (const day of [11.5, 21, 39]) {
      const { recalibration } = await recommendOn(await filesOn(rows, day));
      const { certified: _, proposed: __, ...frozen } = recalibration ?? {};
      settled.push(frozen);
    }
    expect(settled[0]).toMatchObject({ map: { kind: 'platt' }, before: '2026-01-12' });
    for (const one of settled) expect(one).toEqual(settled[0]);
  });

  it('is not there before the day of its last verdict is over, and nothing is certified until then', async () => {
    const rows = lived(random(5), 12, flattened);
    const { recalibration, certified, refusal, reasons, next, action } = await recommendOn(
      await filesOn(rows, 10.9),
    );
    expect({ certified, action }).toEqual({ certified: null, action: 'none' });
    expect(recalibration).toMatchObject({ map: null, before: null, digest: null });
    expect(refusal).toEqual({ reason: 'insufficient_verdicts', have: 1000, need: 1000, best: null });
    expect(next.days).toBe(0);
    expect(reasons[0]).toContain('Nothing is certified before the map of the recalibrated scale is settled');
  });

  it('is fitted on no verdict without a time, which may have come on any night', async () => {
    const rows = lived(random(5), 30, flattened).map(({ decision, verdicts }) => ({
      ...decision,
      verdict: verdicts[0]?.['verdict'] ?? null,
    }));
    const { recalibration, refusal } = await recommendOn([
      await writeHistory(join(temporaryFolder(), 'paired.csv'), rows),
    ]);
    expect(recalibration).toMatchObject({ map: null, verdicts: 0 });
    expect(refusal).toMatchObject({ reason: 'insufficient_verdicts', have: 0, need: 1000 });
  });

  it('leaves a domain of which nothing was decided since with too few verdicts', async () => {
    const rows = lived(random(5), 30, flattened).slice(0, 10.5 * PER_DAY);
    const one = await recommendOn(await filesOn(rows, 25));
    expect(one.recalibration?.map).not.toBeNull();
    expect(one).toMatchObject({ certified: null, refusal: { reason: 'insufficient_verdicts', have: 0 } });
  });
});

describe('scale in leeway.yaml', () => {
  it('changes nothing where it is the confidence, and says the same of files and of a store', async () => {
    const rows = lived(random(3), 20, flattened);
    const files = await filesOn(rows, 20);
    const plain = await reportOn(files, Configuration.parse({ defaults: RULES }));
    const named = await reportOn(files, Configuration.parse({ defaults: { ...RULES, scale: 'confidence' } }));
    expect(JSON.stringify(named)).toBe(JSON.stringify(plain));
    expect(JSON.stringify(plain)).not.toContain('recalibrat');
    const fromFiles = await reportOn(files);
    const fromStore = await inStore(async ({ db }) => {
      await add(
        db,
        rows.map((one) => one.decision),
      );
      await add(
        db,
        rows.flatMap((one) => one.verdicts).filter((row) => String(row['reviewed_at']) <= at(20)),
      );
      return recommendOnRecord(db, { configuration, asOf: null, firstLook: false }, true);
    });
    expect(fromStore.recommendations).toEqual(fromFiles.recommendations);
  });

  it('is refused where decisions that the map rests on were forgotten', async () => {
    const rows = lived(random(3), 4, flattened);
    await inStore(async ({ db }) => {
      await add(
        db,
        rows.map((one) => one.decision),
      );
      const ask = () => recommendOnRecord(db, { configuration, asOf: null, firstLook: false }, true);
      await ask();
      await forgetBefore(db, at(1), configuration, NOW);
      await expect(ask()).rejects.toThrow('scale: recalibrated rests on the oldest decisions');
    });
  });

  it.each([
    { defaults: { scale: 'percent' } },
    { defaults: { scale: 'recalibrated', slices: ['language'] } },
    { defaults: { scale: 'recalibrated' }, domains: { refunds: { amountSteps: [50] } } },
    { domains: { refunds: { scale: 'recalibrated', onDrift: 'narrow' } } },
    { prior: 'siblings', domains: { refunds: { scale: 'recalibrated' } } },
  ])('refuses what it does not go with: %j', (value) => {
    expect(Configuration.safeParse(value).success).toBe(false);
  });
});

describe('leeway recommend --recalibrate --maps', () => {
  it('writes the maps beside the thresholds, each time the same bytes', async () => {
    const files = await filesOn(lived(random(1), 28, flattened), 28);
    const folder = temporaryFolder();
    const [one, other] = ['one.json', 'other.json'].map((name) => join(folder, name)) as [string, string];
    const config = textFile('leeway.yaml', 'defaults: { risk: 0.1, maxStep: 1, maturity: 1d }\n');
    const args = ['recommend', ...files, '--config', config, '--recalibrate', '--format', 'json'];
    const run = await leeway([...args, '--maps', one]);
    const report = RecommendationReport.parse(JSON.parse(run.out));
    await writeMaps(other, report);
    expect(readFileSync(other, 'utf8')).toBe(readFileSync(one, 'utf8'));
    expect(readdirSync(folder)).toEqual(['one.json', 'other.json']);
    const { maps } = RecalibrationMaps.parse(JSON.parse(readFileSync(one, 'utf8')));
    const [told] = report.recommendations;
    const { certified, proposed, ...settled } = told?.recalibration ?? {};
    expect(told?.certified).not.toBeNull();
    expect(maps).toEqual([
      {
        ...{ domain: 'refunds', model: 'unversioned', ...settled },
        certified: { confidence: told?.certified?.threshold, recalibrated: certified },
        proposed: { confidence: told?.proposed?.threshold, recalibrated: proposed },
      },
    ]);
    const plain = { ...report, recommendations: [] };
    await expect(writeMaps(other, plain)).rejects.toThrow('no domain is on the recalibrated scale');
  });

  it('refuses rules that it does not go with, and leaves a domain its own scale', () => {
    const recalibrate = (value: object) => recalibratedRules(Configuration.parse(value));
    expect(() => recalibrate({ prior: 'siblings' })).toThrow(
      '--recalibrate: prior: siblings does not go with',
    );
    expect(() => recalibrate({ domains: { refunds: { slices: ['language'] } } })).toThrow('refunds: ');
    const own = { refunds: { scale: 'confidence', slices: ['language'] } };
    expect(rulesFor(recalibrate({ domains: own }), 'refunds').scale).toBe('confidence');
    expect(rulesFor(recalibrate({ domains: own }), 'billing').scale).toBe('recalibrated');
  });
});
