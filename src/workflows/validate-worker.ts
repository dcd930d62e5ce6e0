import { parentPort } from 'node:worker_threads';
import { type LivesTask, liveAll } from '../validation/index.ts';

/** A thread that lives the lives it is given, one task after another. */
parentPort?.on('message', (task: LivesTask) => {
  parentPort?.postMessage({ task, tally: liveAll(task) });
});
