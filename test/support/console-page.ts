import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

/** How a page is looked at. */
export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly store?: 'center' | 'empty' | 'crowd';
  /** Address of a server of the test's own, instead of one of a store. */
  readonly at?: string;
  /** Who looks, of the people of a demo. */
  readonly as?: string;
}

export interface ConsolePage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: errors, warnings, and whatever the policy of the page forbade. */
  readonly complaints: () => Promise<readonly string[]>;
}

let browser: Promise<Browser> | null = null;
/** One a look: what was loaded once is there for the next page. */
const contexts = new Map<string, Promise<BrowserContext>>();

function contextOf(look: Required<Look>): Promise<BrowserContext> {
  const key = JSON.stringify(look);
  const context = contexts.get(key) ?? newContext(look);
  contexts.set(key, context);
  return context;
}

async function newContext({ scheme, width, store, at, as }: Required<Look>): Promise<BrowserContext> {
  browser ??= chromium.connect(inject('browser') ?? '');
  const context = await (await browser).newContext({
    baseURL: at === '' ? inject('consoles')[store] : at,
    colorScheme: scheme,
    viewport: { width, height: width < 600 ? 740 : 900 },
  });
  await context.addInitScript(
    `globalThis.forbidden = []; addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => forbidden.push(violatedDirective + ' ' + blockedURI));`,
  );
  if (as !== '') await context.request.post('/v1/session', { data: { as } });
  return context;
}

/** Opens an address in the browser. The page is left when the test is done. */
export async function openPage(path: string, look: Look = {}): Promise<ConsolePage> {
  const { scheme = 'light', width = 1280, store = 'center', at = '', as = '' } = look;
  const context = await contextOf({ scheme, width, store, at, as });
  const page = await context.newPage();
  onTestFinished(() => page.close());
  const heard: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  await page.goto(path);
  const complaints = async () => [...heard, ...(await page.evaluate<string[]>('forbidden'))];
  return { page, context, complaints };
}

/** Waits until nothing is awaited, and every chart is drawn. */
export async function settled(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate<string>(
          `document.querySelector('h1') === null || document.querySelector('[aria-busy]') !== null ? 'waiting' : document.querySelectorAll('.picture:empty').length + ' to draw'`,
        ),
      { timeout: 60_000, interval: 100 },
    )
    .toBe('0 to draw');
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What stands between a page and those who do not see, hear or point as others do (WCAG 2.2 AA), by axe. */
export async function hindrances(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(AXE);
  return page.evaluate<string[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`,
  );
}
