import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { Load, row } from './http-load.ts';
import { storeHistory } from './store-history.ts';

/**
 * Who looks on while much comes in: 16 clients that ask for one thing after another, and one that sends decisions, on a store of
 * many domains: `tsx bench/read-load.ts [DECISIONS] [SECONDS]`.
 */
const DECISIONS = Number(process.argv[2] ?? 10_000_000);
const SECONDS = Number(process.argv[3] ?? 30);
const [CLIENTS, ROWS, PAUSE_MS, GOAL_MS] = [16, 500, 250, 50];
const CACHE = join(import.meta.dirname, '.cache');
const COMMAND = join(import.meta.dirname, '../dist/cli/bin.js');

const PARTS = ['', '/reliability', '/thresholds', '/trend', '/segments', '/reviewers', '/what-if'];
const looked = [0, 1, 2, 3, 4].map((number) => `domain-${number * 10}`);
const paths = [
  ...[
    'recommendations',
    'domains',
    'weeks',
    'register',
    'policies',
    'proposals',
    'governance',
    'ledger',
    'exports',
  ],
  ...['ingests', 'quarantine', 'configuration', 'audit-plan'],
  ...looked.flatMap((domain) => PARTS.map((part) => `domains/${domain}${part}`)),
].map((path) => `/v1/${path}`);

const load = await Load.open(await store());
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS + 1 });
const times = new Map<string, number[]>(paths.map((path) => [path, []]));
let [sent, until] = [0, 0];
try {
  const began = performance.now();
  for (const path of paths) await load.read(path, agent);
  process.stdout.write(
    `every answer for the first time: ${((performance.now() - began) / 1000).toFixed(1)} s\n`,
  );
  until = performance.now() + SECONDS * 1000;
  await Promise.all([send(), ...Array.from({ length: CLIENTS }, (_, client) => look(client))]);
  tell();
} finally {
  agent.destroy();
  await load.close();
}

async function store(): Promise<string> {
  const path = join(CACHE, `read-load-${DECISIONS}.duckdb`);
  if (existsSync(path)) return path;
  const history = await storeHistory(CACHE, DECISIONS);
  const run = (...args: string[]): void =>
    void execFileSync('node', [COMMAND, ...args, '--db', path], { stdio: ['ignore', 'ignore', 'inherit'] });
  run('init');
  run('ingest', history.decisions);
  run('ingest', history.verdicts);
  return path;
}

async function send(): Promise<void> {
  for (let turn = 0; performance.now() < until; turn++) {
    const lines = Array.from({ length: ROWS }, (_, place) => row(`r${turn}-${place}`));
    await load.post('/v1/decisions', Buffer.from(lines.join('\n')), 'application/x-ndjson', agent);
    sent += ROWS;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function look(client: number): Promise<void> {
  for (let turn = client; performance.now() < until; turn++) {
    const path = paths[(turn * 7) % paths.length] as string;
    const began = performance.now();
    await load.read(path, agent);
    times.get(path)?.push(performance.now() - began);
  }
}

function tell(): void {
  const at = (list: number[], share: number): number =>
    list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? Number.NaN;
  const all = [...times.values()].flat();
  const say = (what: string, list: number[]): void =>
    void process.stdout.write(
      `${what.padEnd(36)}${String(list.length).padStart(7)}  p50 ${at(list, 0.5).toFixed(1)} ms  p95 ${at(list, 0.95).toFixed(1)} ms\n`,
    );
  for (const [path, list] of times)
    if (!path.includes('domain-') || path.includes('domain-10')) say(path, list);
  say('all', all);
  process.stdout.write(
    `${sent} decisions sent meanwhile; goal: p95 at most ${GOAL_MS} ms, ${at(all, 0.95) <= GOAL_MS ? 'met' : 'MISSED'}\n`,
  );
  if (at(all, 0.95) > GOAL_MS) process.exitCode = 1;
}
