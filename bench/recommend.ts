import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { medianSorted } from 'simple-statistics';
import { z } from 'zod';

/** Runs of each command; medians are compared, and both take turns so that a busy moment hits both. */
const RUNS = 5;
const START_UP_SECONDS = 0.6;
const CACHE = join(import.meta.dirname, '.cache');

/** What the speed of `leeway recommend` is held to, against DuckDB alone in the same run. */
const GOALS = [
  { decisions: 1_000_000, times: 1.6, megabytes: 1000 },
  { decisions: 10_000_000, times: 1.4, megabytes: 2500 },
] as const;

const Raw = z.object({ seconds: z.number(), cells: z.number(), peakMegabytes: z.number() });

const only = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size <= 10_000_000);
const results = GOALS.filter((goal) => only.length === 0 || only.includes(goal.decisions)).map(measure);
const lines = results.map((one) =>
  [
    `${one.decisions} decisions`.padStart(19),
    `DuckDB alone ${one.rawSeconds.toFixed(2)} s`,
    `leeway recommend ${one.recommendSeconds.toFixed(2)} s`,
    `(${one.recommendSeconds.toFixed(2)} - ${START_UP_SECONDS}) / ${one.rawSeconds.toFixed(2)} = ${one.ratio.toFixed(2)} times (goal ${one.goal.times})`,
    `peak ${one.peakMegabytes.toFixed(0)} MB (goal ${one.goal.megabytes})`,
    one.met ? 'met' : 'MISSED',
  ].join('   '),
);
process.stdout.write(`${lines.join('\n')}\n`);
writeFileSync(join(CACHE, 'recommend.json'), `${JSON.stringify(results, null, 2)}\n`);
if (!results.every((one) => one.met)) process.exitCode = 1;

function measure(goal: (typeof GOALS)[number]) {
  const file = history(goal.decisions);
  const raw: number[] = [];
  const recommend: number[] = [];
  let peakMegabytes = 0;
  for (let run = 0; run < RUNS; run++) {
    const printed = execFileSync('node', [
      '--import',
      'tsx',
      join(import.meta.dirname, 'raw-group-by.ts'),
      file,
    ]);
    raw.push(Raw.parse(JSON.parse(printed.toString())).seconds);
    const peakFile = join(CACHE, 'peak');
    const began = performance.now();
    execFileSync(
      'node',
      [
        '--import',
        join(import.meta.dirname, 'peak-memory.mjs'),
        'dist/cli/bin.js',
        'recommend',
        file,
        '--quiet',
      ],
      {
        env: { ...process.env, LEEWAY_PEAK_FILE: peakFile },
      },
    );
    recommend.push((performance.now() - began) / 1000);
    peakMegabytes = Math.max(peakMegabytes, Number(readFileSync(peakFile, 'utf8')));
  }
  const rawSeconds = median(raw);
  const recommendSeconds = median(recommend);
  const ratio = (recommendSeconds - START_UP_SECONDS) / rawSeconds;
  const met = ratio <= goal.times && peakMegabytes <= goal.megabytes;
  return { goal, decisions: goal.decisions, rawSeconds, recommendSeconds, ratio, peakMegabytes, met };
}

function history(decisions: number): string {
  const folder = join(CACHE, `paired-${decisions}`);
  const file = join(folder, 'history.parquet');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  process.stderr.write(`making ${file}\n`);
  const args = [
    'dist/cli/bin.js',
    'simulate',
    '--decisions',
    String(decisions),
    '--seed',
    '1',
    '--out',
    folder,
    '--paired',
    '--quiet',
  ];
  execFileSync('node', args);
  return file;
}

function median(values: readonly number[]): number {
  return medianSorted([...values].sort((a, b) => a - b));
}
