import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const ENTRY = join(import.meta.dirname, '../../src/gate/index.ts');

/** What another project's bundler makes of some names of the gate; a package or a part of Node would be an error. */
async function bundled(names: string) {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { ${names} } from ${JSON.stringify(ENTRY)};`,
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, minify: true, write: false, metafile: true },
    ...{ format: 'esm', platform: 'neutral', target: 'es2022', logLevel: 'silent' },
  });
  const bytes = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
  const [output] = Object.values(metafile.outputs);
  return { bytes, imports: output?.imports ?? [], inputs: Object.keys(metafile.inputs) };
}

describe('the gate in another program', () => {
  it('is below 4 KB, imports nothing, and runs nothing but its own files', async () => {
    const { bytes, imports, inputs } = await bundled('createGate');
    expect(bytes).toBeLessThan(4096);
    expect(imports).toEqual([]);
    expect(inputs.filter((path) => !/src\/gate\/|<stdin>/.test(path))).toEqual([]);
  });

  it('is below 7 KB with its watch, its adapters and its record', async () => {
    const { bytes, imports } = await bundled(
      'createGate, gateOver, watch, interruptWhen, needsApproval, decisionLine, verdictLine, verdictOf',
    );
    expect(bytes).toBeLessThan(7000);
    expect(imports).toEqual([]);
  });
});
