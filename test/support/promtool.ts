import { spawnSync } from 'node:child_process';

/** Whether the program of Prometheus that checks metrics is on this machine. */
export const HAS_PROMTOOL = spawnSync('promtool', ['--version']).status === 0;
if (!HAS_PROMTOOL) console.warn('skipped: promtool is not installed (Debian: prometheus)');

/** What Prometheus has against a text as metrics; empty where nothing. */
export function metricsFaults(text: string): string {
  const { stdout, stderr, status } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout + stderr;
}
