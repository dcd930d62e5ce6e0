import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import type { Document } from '../reports/document.ts';

/**
 * Writes the charts of a document into a folder, each as one SVG file, numbered as they stand.
 *
 * @throws Problem usage: the folder cannot be written
 */
export async function writeCharts(folder: string, { sections }: Document): Promise<void> {
  const { chartSvg } = await import('../reports/chart-svg.ts');
  const charts = sections.flatMap(({ title, chart }) => (chart === null ? [] : [{ title, chart }]));
  try {
    if (!existsSync(folder)) mkdirSync(folder);
    for (const [place, { title, chart }] of charts.entries())
      writeFileSync(join(folder, `${place + 1}-${fileName(title)}.svg`), await chartSvg(chart, 'light'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Problem(
      'usage',
      `--svg ${folder}: cannot be written (${String(error.code)}); name another folder`,
    );
  }
}

function fileName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
