import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { machineShare } from '../../src/store/machine-share.ts';
import { leeway } from '../support/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-share-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the share of the machine that DuckDB may take', () => {
  it('is a thread a core and 2 GB where nothing is said', () => {
    expect(machineShare({})).toEqual({ threads: availableParallelism(), memoryLimit: '2GB' });
  });

  it('is what the environment says', () => {
    expect(machineShare({ LEEWAY_THREADS: '3', LEEWAY_MEMORY: '512MB' })).toEqual({
      threads: 3,
      memoryLimit: '512MB',
    });
  });

  it.each([
    ['LEEWAY_THREADS', '0'],
    ['LEEWAY_THREADS', 'all'],
    ['LEEWAY_MEMORY', '4'],
    ['LEEWAY_MEMORY', "1GB'; SELECT"],
  ])('is refused in one line: %s=%s', async (name, value) => {
    const { code, err } = await leeway(['init'], { cwd: folder, env: { [name]: value } });
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^leeway: ${name}=.*for example \\S+\\n$`));
  });
});
