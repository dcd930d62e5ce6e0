/**
 * `npm run pictures`, after a build: makes the pictures of docs/pictures again, the console as a browser draws it and
 * charts as `leeway report --svg` writes them, all of the bundled history. It takes Chromium.
 */
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..');
const COMMAND = join(ROOT, 'dist/cli/bin.js');
const PICTURES = join(ROOT, 'docs/pictures');
const BROWSER = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** A domain whose AI says less than it is worth, so that there is something to see. */
const DOMAIN = 'password-reset';
const ROWS_SHOWN = 7;
const CHARTS = {
  'is-it-as-often-right': '1-is-it-as-often-right-as-it-says',
  'more-autonomy': '2-what-would-more-autonomy-cost',
  'over-time': '3-how-did-it-go-over-time',
};

const folder = mkdtempSync(join(tmpdir(), 'leeway-pictures-'));
const store = join(folder, 'demo.duckdb');
mkdirSync(PICTURES, { recursive: true });

/** The demo, once it listens. */
async function served(): Promise<{ readonly url: string; readonly end: () => Promise<void> }> {
  const demo = spawn(process.execPath, [COMMAND, 'demo', '--db', store, '--port', '0']);
  const ended = new Promise<void>((resolve) => demo.on('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, found] = /The console: (\S+)\n/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    demo.stdout.on('data', hear);
    demo.stderr.on('data', hear);
    demo.on('close', () => reject(new Error(`the demo ended: ${said}`)));
  });
  const end = (): Promise<void> => {
    demo.kill('SIGTERM');
    return ended;
  };
  return { url, end };
}

const { url, end } = await served();
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
const page = await browser.newPage({ colorScheme: 'light', viewport: { width: 1280, height: 1400 } });
await page.goto(`${url}/domains`);
await page.locator('.picture svg').first().waitFor();
await page.waitForTimeout(1000);
// Down to the end of a row, so that nothing is cut in two.
const last = await page
  .locator('tbody tr')
  .nth(ROWS_SHOWN - 1)
  .boundingBox();
if (last === null) throw new Error('the console shows too few domains');
await page.screenshot({
  path: join(PICTURES, 'console.png'),
  clip: { x: 0, y: 0, width: 1280, height: Math.ceil(last.y + last.height) },
});
await browser.close();
await end();

const charts = join(folder, 'charts');
execFileSync(process.execPath, [COMMAND, 'report', DOMAIN, '--db', store, '--svg', charts]);
for (const [name, chart] of Object.entries(CHARTS))
  copyFileSync(join(charts, `${chart}.svg`), join(PICTURES, `${name}.svg`));
rmSync(folder, { recursive: true });
