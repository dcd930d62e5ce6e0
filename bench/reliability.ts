import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { binSums } from '../src/statistics/bin-sums.ts';
import type { CalibrationCells } from '../src/statistics/calibration-cells.ts';
import { widthBins } from '../src/statistics/cell-bins.ts';
import { corpParts } from '../src/statistics/corp-decomposition.ts';
import {
  auroc,
  brierScore,
  expectedCalibrationError,
  isotonicFit,
  riskCoverage,
  selectiveSummary,
  wilsonInterval,
} from '../src/statistics/index.ts';
import { Database } from '../src/store/database.ts';
import { raw, sql, text } from '../src/store/sql.ts';

/**
 * Reliability figures of 100 domains over 10 million verdicts, from a loaded table and from kept cells:
 * `tsx bench/reliability.ts [PEER.py]`. Where a peer is named, a program that prints
 * `{ seconds: { compute }, results }` for `PEER.py FILE.csv --mode sklearn|cube`, it is run on the same rows, and its
 * figures are compared with ours.
 */
const DOMAINS = 100;
const ROWS = 10_000_000;
const RUNS = 3;
const CACHE = join(import.meta.dirname, '.cache');
const COUNTED = `SELECT domain, p, count(*)::INTEGER AS n, sum(correct)::INTEGER AS k
  FROM verdicts GROUP BY domain, p ORDER BY domain, p`;
const PYTHON = process.env['PYTHON'] ?? 'python3';

interface Figures {
  readonly n: number;
  readonly accuracy: number;
  readonly wilson95: readonly number[];
  readonly ece15: number;
  readonly brier: number;
  readonly miscalibration: number;
  readonly discrimination: number;
  readonly auroc: number | null;
  readonly aurc: number;
  readonly coverage_at_95: number;
}

const Peer = z.object({
  seconds: z.object({ compute: z.number() }),
  results: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const [peer] = process.argv.slice(2);
mkdirSync(CACHE, { recursive: true });
const file = join(CACHE, 'reliability.csv');
const path = join(CACHE, 'reliability.duckdb');
const db = await loaded();
const [fromRows, ours] = await fastest(() => figuresOf('verdicts'));
await db.run(raw(`CREATE OR REPLACE TABLE kept AS ${COUNTED}`));
const [fromCells] = await fastest(() => figuresOf('kept'));
db.close();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(
  `${ROWS} verdicts in ${DOMAINS} domains: from the table ${seconds(fromRows)}, from kept cells ${seconds(fromCells)} (goal 0.050 s)`,
);
if (peer !== undefined)
  for (const [mode, goal] of [
    ['sklearn', 8],
    ['cube', 1],
  ] as const) {
    const { seconds: took, results } = Peer.parse(
      JSON.parse(execFileSync(PYTHON, [peer, file, '--mode', mode], { maxBuffer: 1 << 26 }).toString()),
    );
    const times = took.compute / fromRows;
    say(
      `${mode}: ${seconds(took.compute)}, ${times.toFixed(1)} times ours (goal ${goal}) ${times >= goal ? 'met' : 'MISSED'}; ` +
        `largest difference of any figure ${largestDifference(results).toExponential(1)}`,
    );
    if (times < goal) process.exitCode = 1;
  }

async function loaded(): Promise<Database> {
  if (existsSync(file) && existsSync(path)) return Database.open({ path });
  for (const stale of [file, path]) rmSync(stale, { force: true });
  const db = await Database.open({ path });
  const chance = (salt: number): string => `((hash(i * 16 + ${salt}) >> 11)::DOUBLE / 9007199254740992)`;
  // Confidences of four decimals, or in every other domain the few that a model says in words.
  await db.run(
    raw(`CREATE TABLE verdicts AS SELECT d AS domain, c AS confidence, round(c * 1000000)::INTEGER AS p,
        (${chance(3)} < c ** (1 + (d % 4) / 4))::INTEGER AS correct
      FROM (SELECT i, d, CASE WHEN d % 2 = 0 THEN round(1 - 0.6 * ${chance(2)} ** 2, 4)
          ELSE list_extract([0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 1.0], 1 + (11 * ${chance(2)})::INTEGER % 11) END AS c
        FROM (SELECT i, floor(${DOMAINS} * ${chance(1)} ** 2)::INTEGER AS d FROM range(${ROWS}) AS rows (i)))`),
  );
  await db.run(
    sql`COPY (SELECT 'domain-' || domain AS domain, confidence, correct FROM verdicts) TO ${text(file)} (FORMAT csv, HEADER true)`,
  );
  return db;
}

async function figuresOf(table: 'verdicts' | 'kept'): Promise<Map<string, Figures>> {
  // Kept cells stand in the order in which they are asked for.
  const cells = table === 'kept' ? 'FROM kept' : COUNTED;
  const [domain, p, n, k] = await db.doubles(raw(cells));
  if (domain === undefined || p === undefined || n === undefined || k === undefined)
    throw new Error('no cells');
  const figures = new Map<string, Figures>();
  let from = 0;
  while (from < domain.length) {
    let to = from;
    while (domain[to] === domain[from]) to++;
    figures.set(
      `domain-${domain[from]}`,
      figuresOn(cellsOf(p.subarray(from, to), n.subarray(from, to), k.subarray(from, to))),
    );
    from = to;
  }
  return figures;
}

function cellsOf(band: Float64Array, verdicts: Float64Array, correct: Float64Array): CalibrationCells {
  const { length } = band;
  const [confidence, squaredConfidence, correctConfidence] = [
    new Float64Array(length),
    new Float64Array(length),
    new Float64Array(length),
  ];
  for (let i = 0; i < length; i++) {
    const c = (band[i] as number) / 1_000_000;
    confidence[i] = (verdicts[i] as number) * c;
    squaredConfidence[i] = (verdicts[i] as number) * c * c;
    correctConfidence[i] = (correct[i] as number) * c;
  }
  return {
    length,
    band,
    weight: new Float64Array(length).fill(1),
    verdicts,
    correct,
    confidence,
    squaredConfidence,
    correctConfidence,
  };
}

function figuresOn(cells: CalibrationCells): Figures {
  const score = brierScore({ cells });
  const summary = selectiveSummary({ cells });
  if (score === null || summary === null) throw new Error('a domain without verdicts');
  const n = cells.verdicts.reduce((sum, one) => sum + one, 0);
  const parts = corpParts(score, isotonicFit({ cells }));
  const interval = wilsonInterval({ successes: Math.round(score.accuracy * n), trials: n, confidence: 0.95 });
  const { coverage, risk, length } = riskCoverage({ cells });
  let last = length - 1;
  while (last >= 0 && (risk[last] as number) > 0.05) last -= 1;
  return {
    n,
    ...{ accuracy: score.accuracy, wilson95: interval === null ? [] : [interval.lower, interval.upper] },
    ece15: expectedCalibrationError({ bins: binSums(cells, widthBins(cells, 15)) })?.ece ?? Number.NaN,
    ...{ brier: score.brier, miscalibration: parts.miscalibration, discrimination: parts.discrimination },
    ...{ auroc: auroc({ cells }), aurc: summary.aurc },
    coverage_at_95: last < 0 ? 0 : (coverage[last] as number),
  };
}

async function fastest<T>(work: () => Promise<T>): Promise<readonly [seconds: number, answer: T]> {
  let [best, answer] = [Number.POSITIVE_INFINITY, await work()];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    answer = await work();
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return [best, answer];
}

function largestDifference(results: z.infer<typeof Peer>['results']): number {
  let largest = 0;
  const compare = (a: unknown, b: unknown, what: string): void => {
    if (Array.isArray(a) && Array.isArray(b)) a.forEach((one, place) => void compare(one, b[place], what));
    else if (typeof a === 'number' && typeof b === 'number') largest = Math.max(largest, Math.abs(a - b));
    else if (a !== b) throw new Error(`${what}: ${String(a)} is not ${String(b)}`);
  };
  if (Object.keys(results).length !== ours.size) throw new Error('the peer has other domains');
  for (const [domain, figures] of ours)
    for (const [name, value] of Object.entries(figures))
      compare(value, results[domain]?.[name], `${domain} ${name}`);
  return largest;
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}
