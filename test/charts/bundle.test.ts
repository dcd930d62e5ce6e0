import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as charts from '../../src/charts/index.ts';

const ENTRY = join(import.meta.dirname, '../../src/charts/index.ts');

/** What another project's bundler makes of some names; a package or a part of Node would be an error. */
async function bundled(names: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${names} } from ${JSON.stringify(ENTRY)};`,
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, minify: true, write: false },
    ...{ format: 'esm', platform: 'neutral', target: 'es2022', logLevel: 'silent' },
  });
  return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
}

describe('charts in another program', () => {
  it('bring no package, and no chart but those that are asked for', async () => {
    expect(await bundled('namedLines')).toBeLessThan(8000);
    expect(await bundled(Object.keys(charts).join(', '))).toBeLessThan(50_000);
  });
});
