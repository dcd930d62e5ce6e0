/**
 * `npm run notebooks`: runs the notebooks and writes their pages to notebooks/pages; with `--check` it compares the pages
 * that are there, and exits with 7 where one differs.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleCommand } from './bundle.ts';
import { make, notebooks, PAGES, ROOT } from './notebooks/make-page.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const folder = mkdtempSync(join(tmpdir(), 'leeway-notebooks-'));
for (const name of ['package.json', 'data', 'node_modules'])
  symlinkSync(join(ROOT, name), join(folder, name));
try {
  await bundleCommand(join(folder, 'dist'));
  const all = notebooks();
  mkdirSync(PAGES, { recursive: true });
  for (const notebook of all) {
    const { page } = await make(notebook, all, join(folder, 'dist/cli/bin.js'));
    const path = join(PAGES, `${notebook.name}.html`);
    if (!values.check) {
      writeFileSync(path, page);
      console.log(`notebooks/pages/${notebook.name}.html`);
    } else if (readFileSync(path, 'utf8') !== page) {
      console.error(
        `notebooks: ${notebook.name} answers otherwise now; run npm run notebooks and look at it`,
      );
      process.exitCode = 7;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
