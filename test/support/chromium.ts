import { type BrowserServer, chromium } from 'playwright-core';
import { installDebian, programNamed } from './debian-package.ts';

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/**
 * Starts the browser of this machine, which Debian's package is asked for where it is missing and this user may install it.
 *
 * @returns why there is none, as a sentence, where there is none
 */
export async function startChromium(): Promise<BrowserServer | string> {
  // The shell alone, which draws as the whole browser does, where it is packaged by itself.
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (programNamed(NAMES) === null) installDebian([name]);
  const path = programNamed(NAMES);
  if (path === null)
    return 'there is no Chromium on this machine, and it could not be installed; apt-get install chromium does it on Debian';
  try {
    // Root, as which tests run in containers, may not use its sandbox.
    return await chromium.launchServer({ executablePath: path, args: ['--no-sandbox'] });
  } catch (error) {
    return `${path} does not start: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}
