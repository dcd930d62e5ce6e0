import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** ClickHouse 26 in a package of half a gigabyte, which nobody needs who does not run this. */
const CHDB = 'chdb@3.4.0';
const FOLDER = join(tmpdir(), `leeway-${CHDB}`);
const SCRIPT = join(import.meta.dirname, '../support/modern-clickhouse.ts');

/** Whether it is there, or could be fetched. */
function isInstalled(): boolean {
  if (existsSync(join(FOLDER, 'node_modules/chdb/package.json'))) return true;
  try {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    // Beside its place first, so that what stands there is whole.
    const beside = mkdtempSync(`${FOLDER}-`);
    execFileSync('npm', ['install', '--prefix', beside, ...quiet, CHDB], {
      stdio: 'ignore',
      timeout: 240_000,
    });
    renameSync(beside, FOLDER);
    return true;
  } catch {
    process.stderr.write(`\nA ClickHouse of today is left out: npm install ${CHDB} did not succeed\n\n`);
    return false;
  }
}

it('counts in a ClickHouse of today what DuckDB counts, row by row', async (context) => {
  if (!isInstalled()) return context.skip(`npm install ${CHDB} did not succeed`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    SCRIPT,
    FOLDER,
    '50000',
  ]);
  expect(stdout).toMatch(/clickhouse: 50000 decisions in \d+ cells/);
  expect(stdout).toMatch(/ClickHouse 26\.\d.*: the same counts, row by row/);
});
