import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DAY_DECISIONS, type StoreDay, storeHistory } from './store-history.ts';

/** The store against DuckDB alone, on the same files in the same run: `tsx bench/store.ts [DECISIONS…]`. */
const CACHE = join(import.meta.dirname, '.cache');
const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(1_000_000, 10_000_000);

const Step = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMegabytes: z.number() });
type Step = z.infer<typeof Step>;

interface Line {
  readonly decisions: number;
  readonly what: string;
  readonly seconds: number;
  readonly raw: number | null;
  readonly peakMegabytes: number | null;
  /** Most seconds, or most times what DuckDB alone takes; null where nothing was set. */
  readonly goal: { readonly seconds?: number; readonly times?: number } | null;
}

function step(...args: string[]): Step {
  const printed = execFileSync('node', [
    '--import',
    'tsx',
    join(import.meta.dirname, 'store-step.ts'),
    ...args,
  ]);
  return Step.parse(JSON.parse(printed.toString()));
}

function command(...args: string[]): Step {
  const began = performance.now();
  execFileSync('node', ['dist/cli/bin.js', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: 0, peakMegabytes: 0 };
}

async function measure(decisions: number): Promise<Line[]> {
  const history = await storeHistory(CACHE, decisions);
  const at = (name: string): string => join(CACHE, `${name}.duckdb`);
  const [store, rawDecisions, rawVerdicts] = [at('store'), at('raw-decisions'), at('raw-verdicts')];
  for (const suffix of ['', '.wal']) rmSync(`${store}${suffix}`, { force: true });
  const lines: Line[] = [];
  const add = (what: string, done: Step, raw: Step | null, goal: Line['goal'] = null): Step => {
    const peakMegabytes = done.peakMegabytes === 0 ? null : done.peakMegabytes;
    lines.push({ decisions, what, seconds: done.seconds, raw: raw?.seconds ?? null, peakMegabytes, goal });
    process.stdout.write(`${told(lines.at(-1) as Line)}\n`);
    return done;
  };
  const [raw, rawJudged] = [
    step('raw', history.decisions, rawDecisions),
    step('raw', history.verdicts, rawVerdicts),
  ];
  add('decisions into an empty store', step('ingest', history.decisions, store), raw, { times: 1.35 });
  add('the same file again', step('ingest', history.decisions, store), raw, { times: 0.05 });
  add('the same decisions in another file', step('ingest', history.again, store), raw, { times: 0.8 });
  add('their verdicts', step('ingest', history.verdicts, store), rawJudged);
  add('first count of the evidence', step('count', store), step('raw-count', rawDecisions, rawVerdicts));
  add('domains, asked for the first time', command('domains', '--db', store), null);
  const [first, second] = history.days as [StoreDay, StoreDay];
  add(`${DAY_DECISIONS} decisions more`, step('ingest', first.decisions, store), null);
  add('their verdicts', step('ingest', first.verdicts, store), null);
  add('the evidence follows', step('count', store), null, { seconds: 6 });
  add('domains, before they were answered', command('domains', '--db', store), null);
  add(
    'leeway ingest of one more day',
    command('ingest', second.decisions, second.verdicts, '--db', store),
    null,
  );
  const [domains, recommend] = [command('domains', '--db', store), command('recommend', '--db', store)];
  add('leeway domains', domains, null);
  add('leeway recommend', recommend, null);
  add('both', { ...domains, seconds: domains.seconds + recommend.seconds }, null, { seconds: 1.5 });
  for (const path of [store, rawDecisions, rawVerdicts]) rmSync(path, { force: true });
  return lines;
}

function told({ decisions, what, seconds, raw, peakMegabytes, goal }: Line): string {
  const times = raw === null ? null : seconds / raw;
  const met =
    goal === null
      ? null
      : seconds <= (goal.seconds ?? Number.POSITIVE_INFINITY) &&
        (times === null || times <= (goal.times ?? Number.POSITIVE_INFINITY));
  return [
    String(decisions).padStart(11),
    what.padEnd(36),
    `${seconds.toFixed(2)} s`.padStart(9),
    (times === null ? '' : `${times.toFixed(2)} times DuckDB's ${raw?.toFixed(2)} s`).padEnd(30),
    (peakMegabytes === null ? '' : `peak ${peakMegabytes.toFixed(0)} MB`).padEnd(13),
    goal === null ? '' : `goal ${goal.times === undefined ? `${goal.seconds} s` : `${goal.times} times`}`,
    met === null ? '' : met ? 'met' : 'MISSED',
  ].join('  ');
}

const all: Line[] = [];
for (const decisions of sizes) all.push(...(await measure(decisions)));
writeFileSync(join(CACHE, 'store.json'), `${JSON.stringify(all, null, 2)}\n`);
