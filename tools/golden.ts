/**
 * `npm run golden -- DIR`: holds the code against every reference file (.json) below DIR.
 * Exits 0 when all cases pass, 1 when one does not, 2 when a file is unknown or cannot be read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runFile } from './golden/run-file.ts';

const SHOWN_FAILURES = 5;

function main(directory: string | undefined): number {
  if (directory === undefined) {
    console.error('golden: name the folder with the reference files: npm run golden -- test/golden');
    return 2;
  }
  let files: string[];
  try {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    files = names.filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    console.error(`golden: cannot read the folder ${directory}: ${reason(error)}`);
    return 2;
  }
  if (files.length === 0) {
    console.error(`golden: no .json file below ${directory}`);
    return 2;
  }
  return Math.max(...files.map((file) => report(join(directory, file))));
}

function report(path: string): number {
  const name = basename(path, '.json');
  try {
    const result = runFile(name, readFileSync(path, 'utf8'));
    if (result === null) {
      console.error(`${name}: unknown, nothing here answers it`);
      return 2;
    }
    const { passed, total, worst, failures } = result;
    console.log(`${name}: ${passed} of ${total} cases, worst difference ${worst.toExponential(1)}`);
    for (const failure of failures.slice(0, SHOWN_FAILURES)) console.log(`  ${failure}`);
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`${name}: cannot be read: ${reason(error)}`);
    return 2;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = main(process.argv[2]);
