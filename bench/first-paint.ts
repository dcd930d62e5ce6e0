import { existsSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Load } from './http-load.ts';

/**
 * How soon a person sees something, in a browser without a window, of a store of many domains that
 * `tsx bench/read-load.ts` has made: `tsx bench/first-paint.ts [CHROMIUM]`.
 */
const STORE = join(import.meta.dirname, '.cache', 'read-load-10000000.duckdb');
const CHROMIUM = process.argv[2] ?? '/usr/bin/chromium';
const [RUNS, GOAL_PAINT_MS, GOAL_CHART_MS] = [5, 1000, 1500];
const SCREENS = { Domains: '/', Domain: '/domains/domain-10' };

if (!existsSync(STORE)) throw new Error(`${STORE}: not there; run tsx bench/read-load.ts first`);
const load = await Load.open(STORE);
const agent = new Agent({ keepAlive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
try {
  for (const path of ['domains', 'weeks', 'domains/domain-10', 'domains/domain-10/reliability'])
    await load.read(`/v1/${path}`, agent);
  for (const [name, path] of Object.entries(SCREENS)) {
    const paints: number[] = [];
    const charts: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      // Nothing is there from the last time.
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(`${load.url}${path}`);
      await page.locator('figure.chart .picture svg').first().waitFor();
      const [paint, chart] = await page.evaluate(() => [
        performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        performance.now(),
      ]);
      paints.push(paint ?? Number.NaN);
      charts.push(chart ?? Number.NaN);
      await context.close();
    }
    const [paint, chart] = [median(paints), median(charts)];
    const isMet = paint <= GOAL_PAINT_MS && chart <= GOAL_CHART_MS;
    process.stdout.write(
      `${name}: first paint ${paint.toFixed(0)} ms (goal ${GOAL_PAINT_MS}), chart ${chart.toFixed(0)} ms (goal ${GOAL_CHART_MS}) ${isMet ? 'met' : 'MISSED'}\n`,
    );
    if (!isMet) process.exitCode = 1;
  }
} finally {
  await browser.close();
  agent.destroy();
  await load.close();
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
