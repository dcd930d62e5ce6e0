import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Problem } from '../../../src/contracts/problem.ts';
import { csvText, historyRows } from '../../support/history-files.ts';
import { readFiles } from '../../support/read-files.ts';
import { textFile } from '../../support/write-history.ts';

it('a file that does not fit into memory is not called damaged', async () => {
  const path = textFile('history.csv', csvText(historyRows(20_000)));
  expect((await readFiles(path)).summary.decisions).toBe(20_000);
  const error = await readFiles(path, { database: { memoryLimit: '16MB' } }).catch(
    (reason: unknown) => reason,
  );
  expect(error).not.toBeInstanceOf(Problem);
  expect(String(error)).toContain('Out of Memory Error');
  const parquet = join(import.meta.dirname, '../../../data/decisions.parquet');
  const other = await readFiles(parquet, { database: { memoryLimit: '1MB' } }).catch(
    (reason: unknown) => reason,
  );
  expect(other).not.toBeInstanceOf(Problem);
});
