import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { medianSorted } from 'simple-statistics';
import { Doctor, Load, row } from './http-load.ts';

/** Decisions, verdicts, repeats and questions to one server for a while: `tsx bench/soak.ts [MINUTES]`. */
const MINUTES = Number(process.argv[2] ?? 10);
const [ROWS, PAUSE_MS, QUESTION_MS, SAMPLE_MS] = [500, 250, 2000, 5000];
/** Memory is flat where the last third of the time takes at most so much more than the middle one. */
const MOST_GROWTH = 1.15;
const QUESTIONS = ['/v1/recommendations', '/v1/domains', '/readyz', '/healthz'];

const load = await Load.open();
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const until = Date.now() + MINUTES * 60_000;
const memory: number[] = [];
const counts = { bodies: 0, decisions: 0, verdicts: 0, questions: 0, errors: 0 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function over(ms: number, work: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; Date.now() < until; turn++) {
    try {
      await work(turn);
    } catch (error) {
      counts.errors++;
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    await pause(ms);
  }
}

async function send(path: string, lines: readonly string[], wanted = 202): Promise<void> {
  const status = await load.post(path, Buffer.from(lines.join('\n')), 'application/x-ndjson', agent);
  if (status !== wanted) throw new Error(`${path}: ${status}`);
  counts.bodies++;
}

async function ingestTurn(turn: number): Promise<void> {
  const names = Array.from({ length: ROWS }, (_, place) => `${turn}-${place}`);
  await send('/v1/decisions', names.map(row));
  counts.decisions += ROWS;
  // Now and then a body comes again.
  if (turn % 10 === 9) await send('/v1/decisions', names.map(row));
  const judged = names.filter((_, place) => place % 5 === 0);
  await send(
    '/v1/verdicts',
    judged.map((name, place) =>
      JSON.stringify({
        ...{ decision_id: `decision-${name.padStart(12, '0')}`, reviewer_id: `r-${place % 7}` },
        ...{ reviewed_at: '2026-05-01T00:00:00Z', verdict: place % 20 === 0 ? 'override' : 'agree' },
      }),
    ),
  );
  counts.verdicts += judged.length;
}

const residentMegabytes = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${load.pid}/status`, 'utf8'))?.[1]) / 1000;

try {
  // A store with nothing in it answers no question.
  await send('/v1/decisions?wait=true', [row('first')], 200);
  counts.decisions++;
  await Promise.all([
    over(PAUSE_MS, ingestTurn),
    over(QUESTION_MS, async (turn) => {
      await load.get(QUESTIONS[turn % QUESTIONS.length] as string);
      counts.questions++;
    }),
    over(SAMPLE_MS, async () => {
      memory.push(residentMegabytes());
    }),
  ]);
  await load.applied();
  const { decisions, checks } = Doctor.parse(await load.get('/v1/doctor'));
  const third = Math.floor(memory.length / 3);
  const [first, middle, last] = [0, 1, 2].map((part) =>
    medianSorted(memory.slice(part * third, (part + 1) * third).sort((a, b) => a - b)),
  ) as [number, number, number];
  const isWhole = decisions === counts.decisions && checks.every(({ broken }) => broken === 0);
  const isFlat = last <= MOST_GROWTH * middle;
  const text = [
    `${MINUTES} minutes: ${counts.decisions} decisions and ${counts.verdicts} verdicts in ${counts.bodies} bodies, ${counts.questions} questions, ${counts.errors} errors`,
    `memory by thirds of the time ${[first, middle, last].map((one) => `${one.toFixed(0)} MB`).join(', ')}, peak ${Math.max(...memory).toFixed(0)} MB   ${isFlat ? 'flat' : 'GROWS'}`,
    `every decision in the store once, and all holds that must: ${isWhole ? 'yes' : 'NO'}`,
  ].join('\n');
  process.stdout.write(`${text}\n`);
  const cache = join(import.meta.dirname, '.cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    join(cache, 'soak.json'),
    `${JSON.stringify({ minutes: MINUTES, ...counts, memory }, null, 2)}\n`,
  );
  if (!isFlat || !isWhole || counts.errors > 0) process.exitCode = 1;
} finally {
  agent.destroy();
  await load.close();
}
