import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What `leeway serve` is held to on the loopback: the server in one process, all clients in this one. */
const GOALS = { acknowledged: 300_000, queryable: 180_000, singles: 4000 } as const;

const [ROWS_PER_BODY, BODIES, CONNECTIONS] = [5000, 200, 4];
const [CLIENTS, SINGLES] = [64, 40_000];
const COMMAND = join(import.meta.dirname, '../dist/cli/bin.js');
const CACHE = join(import.meta.dirname, '.cache');

const Ready = z.object({ spooledBytes: z.number() });
const Doctor = z.object({ decisions: z.number(), checks: z.array(z.object({ broken: z.number() })) });

const folder = mkdtempSync(join(tmpdir(), 'leeway-bench-'));
execFileSync('node', [COMMAND, 'init'], { cwd: folder });
const { child, url } = await served();
try {
  const bodies = Array.from({ length: BODIES }, (_, index) => body(index));
  const acknowledged = await timed(() =>
    eachOf(CONNECTIONS, bodies, (one) => post(one, 'application/x-ndjson')),
  );
  const queryable = acknowledged + (await timed(applied));
  const singles = await timed(() =>
    eachOf(
      CLIENTS,
      Array.from({ length: SINGLES }, (_, index) => Buffer.from(row(`s${index}`))),
      (one) => post(one, 'application/json'),
    ),
  );
  const singlesQueryable = singles + (await timed(applied));
  const rows = ROWS_PER_BODY * BODIES;
  const { decisions, checks } = Doctor.parse(await get('/v1/doctor'));
  if (decisions !== rows + SINGLES || checks.some(({ broken }) => broken > 0))
    throw new Error(`${decisions} decisions in the store, of ${rows + SINGLES} that were acknowledged`);
  const lines = [
    line(`${rows} decisions, ${ROWS_PER_BODY} a body, acknowledged`, rows / acknowledged, GOALS.acknowledged),
    line('the same, in the store', rows / queryable, GOALS.queryable),
    line(`${SINGLES} one by one, ${CLIENTS} clients, acknowledged`, SINGLES / singles, GOALS.singles),
    line('the same, in the store', SINGLES / singlesQueryable, null),
  ];
  process.stdout.write(`${lines.map(({ text }) => text).join('\n')}\n`);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, 'http.json'), `${JSON.stringify(lines, null, 2)}\n`);
  if (!lines.every(({ met }) => met)) process.exitCode = 1;
} finally {
  child.kill('SIGTERM');
  await new Promise((resolve) => child.on('close', resolve));
  rmSync(folder, { recursive: true, force: true });
}

function line(what: string, perSecond: number, goal: number | null) {
  const met = goal === null || perSecond >= goal;
  const end = goal === null ? '' : `(goal ${goal})   ${met ? 'met' : 'MISSED'}`;
  return {
    what,
    perSecond,
    goal,
    met,
    text: `${what.padStart(52)}   ${perSecond.toFixed(0)}/s   ${end}`.trimEnd(),
  };
}

async function served(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn('node', [COMMAND, 'serve', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim().split(' ').at(-1) ?? ''));
  });
  return { child, url };
}

function body(index: number): Buffer {
  const rows = Array.from({ length: ROWS_PER_BODY }, (_, place) => row(`${index}-${place}`));
  return Buffer.from(`${rows.join('\n')}\n`);
}

function row(name: string): string {
  const number = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return JSON.stringify({
    decision_id: `decision-${name.padStart(12, '0')}`,
    domain: `domain-${number % 50}`,
    decided_at: new Date(Date.UTC(2026, 0, 1) + number * 10_000).toISOString(),
    confidence: (number % 1000) / 1000,
    model: 'agent-2026-05',
    ai_answer: number % 3 === 0 ? 'pay' : 'refuse',
    amount: number % 500,
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Does the work for all items, so many at a time, each on a connection that stays open. */
async function eachOf(
  many: number,
  items: readonly Buffer[],
  work: (item: Buffer) => (agent: Agent) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (next < items.length) await work(items[next++] as Buffer)(agent);
    agent.destroy();
  };
  await Promise.all(Array.from({ length: many }, one));
}

function post(bytes: Buffer, type: string): (agent: Agent) => Promise<void> {
  return (agent) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': type, 'content-length': String(bytes.length) };
      const outgoing = request(`${url}/v1/decisions`, { method: 'POST', headers, agent }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 202 ? resolve() : reject(new Error(`${response.statusCode}`)),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(bytes);
    });
}

async function get(path: string): Promise<unknown> {
  return (await fetch(`${url}${path}`)).json();
}

/** Answers once all that was acknowledged is in the store. */
async function applied(): Promise<void> {
  while (Ready.parse(await get('/readyz')).spooledBytes > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
