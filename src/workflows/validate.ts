import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ValidationReport } from '../contracts/validation.ts';
import {
  addTallies,
  type Lived,
  type LivesTally,
  type LivesTask,
  liveAll,
  planValidation,
  summariseScenario,
  TRIALS,
} from '../validation/index.ts';

/** What is to be measured. */
export interface ValidateRequest {
  readonly seed: number;
  /** A tenth of the lives: a first impression. */
  readonly quick: boolean;
  readonly threads?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

type Tallies = Map<number, Map<Lived, LivesTally>>;

/**
 * Measures the guarantee: lives of domains whose truth is known, spread over worker threads. The figures depend on the
 * seed alone; only `seconds` depends on the machine.
 */
export async function validate(request: ValidateRequest): Promise<ValidationReport> {
  const began = performance.now();
  const tasks = planValidation(request.seed, request.quick);
  const tallies = await shareOut(tasks, request);
  const all = [...tallies.values()].flatMap((byMethod) => [...byMethod.values()]);
  return {
    seed: request.seed,
    worlds: all.reduce((sum, tally) => sum + tally.lives, 0),
    seconds: Math.round(performance.now() - began) / 1000,
    domainNights: all.reduce((sum, tally) => sum + tally.domainNights, 0),
    scenarios: TRIALS.map((trial, place) => summariseScenario(trial, tallies.get(place) ?? new Map())),
  };
}

/** Each worker asks for its next piece when it is done with one. */
async function shareOut(tasks: readonly LivesTask[], request: ValidateRequest): Promise<Tallies> {
  const tallies: Tallies = new Map();
  const queue = tasks.values();
  let done = 0;
  const finish = (task: LivesTask, tally: LivesTally): void => {
    enter(tallies, task, tally);
    done += 1;
    request.onProgress?.(done, tasks.length);
  };
  if (WORKER === null) for (const task of queue) finish(task, liveAll(task));
  else await inThreads(WORKER, request.threads ?? availableParallelism(), queue, finish);
  return inOrder(tallies, tasks);
}

/** A thread has no TypeScript loader: from sources, everything is done in this one. */
const WORKER = import.meta.url.endsWith('.ts')
  ? null
  : new URL('../workflows/validate-worker.js', import.meta.url);

async function inThreads(
  file: URL,
  threads: number,
  queue: Iterator<LivesTask>,
  finish: (task: LivesTask, tally: LivesTally) => void,
): Promise<void> {
  const workers = Array.from({ length: threads }, () => new Worker(file));
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        const piece = queue.next();
        if (piece.done === true) resolve();
        else worker.postMessage(piece.value);
      };
      worker.on('error', reject);
      worker.on('message', ({ task, tally }: { task: LivesTask; tally: LivesTally }) => {
        finish(task, tally);
        next();
      });
      next();
    });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function enter(tallies: Tallies, { scenario, method }: LivesTask, tally: LivesTally): void {
  const byMethod = tallies.get(scenario) ?? new Map<Lived, LivesTally>();
  const known = byMethod.get(method);
  byMethod.set(method, known === undefined ? tally : addTallies(known, tally));
  tallies.set(scenario, byMethod);
}

/** Methods in the order of the plan: which worker was done first must not show. */
function inOrder(tallies: Tallies, tasks: readonly LivesTask[]): Tallies {
  const ordered: Tallies = new Map();
  for (const { scenario, method } of tasks) {
    const tally = tallies.get(scenario)?.get(method);
    const byMethod = ordered.get(scenario) ?? new Map<Lived, LivesTally>();
    if (tally !== undefined) byMethod.set(method, tally);
    ordered.set(scenario, byMethod);
  }
  return ordered;
}
