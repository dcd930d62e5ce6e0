import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { Doctor, Load, row } from './http-load.ts';

/** What `leeway serve` is held to on the loopback: the server in one process, all clients in this one. */
const GOALS = { acknowledged: 300_000, queryable: 180_000, singles: 4000 } as const;

const [ROWS_PER_BODY, BODIES, CONNECTIONS] = [5000, 200, 4];
const [CLIENTS, SINGLES] = [64, 40_000];
const CACHE = join(import.meta.dirname, '.cache');

const load = await Load.open();
try {
  const bodies = Array.from({ length: BODIES }, (_, index) => body(index));
  const acknowledged = await timed(() =>
    eachOf(CONNECTIONS, bodies, (one) => post(one, 'application/x-ndjson')),
  );
  const queryable = acknowledged + (await timed(() => load.applied()));
  const singles = await timed(() =>
    eachOf(
      CLIENTS,
      Array.from({ length: SINGLES }, (_, index) => Buffer.from(row(`s${index}`))),
      (one) => post(one, 'application/json'),
    ),
  );
  const singlesQueryable = singles + (await timed(() => load.applied()));
  const rows = ROWS_PER_BODY * BODIES;
  const { decisions, checks } = Doctor.parse(await load.get('/v1/doctor'));
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
  await load.close();
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

function body(index: number): Buffer {
  const rows = Array.from({ length: ROWS_PER_BODY }, (_, place) => row(`${index}-${place}`));
  return Buffer.from(`${rows.join('\n')}\n`);
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
  return async (agent) => {
    const status = await load.post('/v1/decisions', bytes, type, agent);
    if (status !== 202) throw new Error(`${status}`);
  };
}
