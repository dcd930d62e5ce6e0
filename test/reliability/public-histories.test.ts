import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reliabilityOf } from '../../src/reliability/reliability-of.ts';
import { evidenceOf, type Row, row } from '../support/evidence-of.ts';
import { needsPublicHistories, publicHistory } from '../support/public-histories.ts';
import { rowsOf } from '../support/rows-of.ts';

needsPublicHistories();

type Line = Readonly<Record<string, string>>;

/** Rows of the Markdown tables whose first column has this name, each with the heading above it, by column. */
function linesOf(markdown: string, first: string): Line[] {
  const lines: Line[] = [];
  let [heading, columns] = ['', [] as string[]];
  for (const line of markdown.split('\n')) {
    if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
    if (!line.startsWith('|')) {
      columns = [];
      continue;
    }
    const cells = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (columns.length === 0) columns = cells;
    else if (columns[0] === first && !cells[0]?.startsWith('---'))
      lines.push({
        heading,
        ...Object.fromEntries(columns.map((name, place) => [name, cells[place] ?? ''])),
      });
  }
  return lines;
}

const tables = (first: string): Line[] =>
  linesOf(readFileSync(publicHistory('../DATASETS.md'), 'utf8'), first);

/** The number as it stands there: within half of its last digit. */
function expectAsPrinted(got: number | null | undefined, printed: string | undefined, what: string): void {
  const digits = printed?.split('.')[1]?.length ?? 0;
  expect(digits, `${what}: ${printed} is a number with decimals`).toBeGreaterThan(0);
  const distance = Math.abs((got ?? Number.NaN) - Number(printed));
  expect(distance, `${what}: ${got} is not ${printed}`).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
}

interface Reviewed {
  readonly domain: string;
  readonly decision: Row;
}

const known = new Map<string, Promise<Reviewed[]>>();

/** Each row of a file a decision, whoever reviewed it. */
function historyOf(dataset: string, file: string | undefined): Promise<Reviewed[]> {
  const found = known.get(dataset) ?? read(publicHistory(file?.split(' ')[0] ?? dataset));
  known.set(dataset, found);
  return found;
}

async function read(path: string): Promise<Reviewed[]> {
  const all = await rowsOf(path);
  return all.map((one) => ({
    domain: String(one['domain']),
    decision: row({
      ppm: Math.round(Number(one['confidence']) * 1_000_000),
      outcome: one['verdict'] === 'agree' ? 'agree' : 'override',
    }),
  }));
}

describe('reliability of real histories', () => {
  it('is what was found of each dataset by other means', async () => {
    const datasets = tables('dataset');
    expect(datasets.length).toBeGreaterThanOrEqual(7);
    for (const { dataset = '', file, ...printed } of datasets) {
      const history = await historyOf(dataset, file);
      const told = reliabilityOf(evidenceOf(history.map(({ decision }) => decision)));
      expect(told.reviewed, dataset).toBe(Number(printed['rows (decisions)']?.split(' ')[0]));
      expectAsPrinted(told.accuracy.naive?.value, printed['accuracy'], `accuracy of ${dataset}`);
      expectAsPrinted(told.accuracy.weighted?.value, printed['accuracy'], `weighted accuracy of ${dataset}`);
      expectAsPrinted(told.confidence.mean, printed['mean conf.'], `mean confidence of ${dataset}`);
      expectAsPrinted(told.calibrationError?.ece, printed['ECE(15)'], `ECE of ${dataset}`);
      expectAsPrinted(told.auroc, printed['AUROC'], `AUROC of ${dataset}`);
    }
  });

  it('is what was found of each of their domains', async () => {
    const files = new Map(tables('dataset').map(({ dataset = '', file }) => [dataset, file]));
    const domains = tables('domain');
    expect([...new Set(domains.map(({ heading }) => heading))]).toEqual([...files.keys()]);
    for (const dataset of files.keys()) {
      const lines = domains.filter(({ heading }) => heading === dataset);
      const history = await historyOf(dataset, files.get(dataset));
      expect(new Set(history.map(({ domain }) => domain)).size, dataset).toBe(lines.length);
      for (const { domain, rows, ...printed } of lines) {
        const own = history.filter((one) => one.domain === domain).map(({ decision }) => decision);
        const told = reliabilityOf(evidenceOf(own));
        const name = `${domain} in ${dataset}`;
        expect(told.reviewed, name).toBe(Number(rows));
        expectAsPrinted(told.accuracy.naive?.value, printed['accuracy'], `accuracy of ${name}`);
        expectAsPrinted(told.confidence.mean, printed['mean conf.'], `mean confidence of ${name}`);
        expectAsPrinted(told.calibrationError?.ece, printed['ECE(15)'], `ECE of ${name}`);
      }
    }
  });
});
