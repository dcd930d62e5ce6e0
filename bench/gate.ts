import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { medianSorted } from 'simple-statistics';
import { policy, SALT } from '../test/support/policy.ts';

/** Routes a second on one core, by processor time, as a program has the gate: bundled. */
const [DECISIONS, RUNS, GOAL_PER_SECOND] = [1_000_000, 7, 1_500_000];

const folder = mkdtempSync(join(tmpdir(), 'leeway-gate-bench-'));
const file = join(folder, 'gate.mjs');
const entry = join(import.meta.dirname, '../src/gate/index.ts');
await build({ entryPoints: [entry], bundle: true, minify: true, format: 'esm', outfile: file });
const { createGate }: typeof import('../src/gate/index.ts') = await import(pathToFileURL(file).href);
rmSync(folder, { recursive: true, force: true });

const domains = Array.from({ length: 100 }, (_, index) => `area-${index}/refund.issue`);
const gate = createGate(
  domains.map((domain) => policy({ domain, alwaysReview: ['legal', 'regulatory', 'frustration'] })),
  { salt: SALT, now: '2026-05-04T09:12:00Z' },
);
// Three of four reach a threshold, and so the draw; ids are as long as a UUID.
const decisions = Array.from({ length: 100_000 }, (_, index) => ({
  domain: domains[index % domains.length] ?? '',
  model: 'agent-1',
  confidence: 0.8 + (0.2 * ((index * 37) % 100)) / 100,
  amount: index % 250,
  triggers: index % 5 === 0 ? ['vip'] : [],
  decisionId: `7f3c9a52-41d8-4b6e-9c1a-${String(index).padStart(12, '0')}`,
}));

let audits = 0;
const rates = Array.from({ length: RUNS }, () => {
  const before = process.cpuUsage();
  for (let at = 0; at < DECISIONS; at++) {
    const decision = decisions[at % decisions.length];
    if (decision !== undefined && gate.route(decision).audit) audits++;
  }
  const { user, system } = process.cpuUsage(before);
  return (DECISIONS / (user + system)) * 1e6;
});
const median = medianSorted(rates.sort((a, b) => a - b));
const isMet = median >= GOAL_PER_SECOND;
process.stdout.write(
  `${DECISIONS} routes in ${domains.length} domains, ${((100 * audits) / (RUNS * DECISIONS)).toFixed(0)} % seen: ${(median / 1e6).toFixed(2)} million a second of processor time (goal ${GOAL_PER_SECOND / 1e6})   ${isMet ? 'met' : 'MISSED'}\n`,
);
if (!isMet) process.exitCode = 1;
