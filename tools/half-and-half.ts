/**
 * `npm run halves -- FILE… --risk 0.05`: finds thresholds on the first half of a history in time and prints, in
 * Markdown, what they would have let through on the second, beside the naive threshold.
 */
import { parseArgs } from 'node:util';
import { Problem } from '../src/contracts/problem.ts';
import { readMapping } from '../src/workflows/read-settings.ts';
import { halfAndHalf } from './half-and-half/half-and-half.ts';
import { halvesMarkdown } from './half-and-half/markdown.ts';

const USAGE = 'usage: npm run halves -- FILE… [--risk 0.05] [--delta 0.05] [--map FILE]';

async function main(): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        risk: { type: 'string', default: '0.05' },
        delta: { type: 'string', default: '0.05' },
        map: { type: 'string' },
      },
    });
    const [risk, delta] = [Number(values.risk), Number(values.delta)];
    if (positionals.length === 0 || !isShare(risk) || !isShare(delta)) throw new Problem('usage', USAGE);
    const mapping = readMapping(values.map ?? null);
    process.stdout.write(halvesMarkdown(await halfAndHalf({ files: positionals, mapping, risk, delta })));
    return 0;
  } catch (error) {
    console.error(`halves: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof Problem && error.code === 'input-refused' ? 3 : 2;
  }
}

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}

process.exitCode = await main();
