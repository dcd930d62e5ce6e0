import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Starts the browser of this machine, which Debian's package is asked for where it is missing and this user may install it.
 *
 * @returns why there is none, as a sentence, where there is none
 */
export async function startChromium(): Promise<BrowserServer | string> {
  const path = found() ?? installed();
  if (path === null)
    return 'there is no Chromium on this machine, and it could not be installed; apt-get install chromium does it on Debian';
  try {
    // Root, as which tests run in containers, may not use its sandbox.
    return await chromium.launchServer({ executablePath: path, args: ['--no-sandbox'] });
  } catch (error) {
    return `${path} does not start: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

function found(): string | null {
  const places = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => places.map((place) => join(place, name))).find(mayRun) ?? null;
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(): string | null {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return null;
  try {
    execFileSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'ignore',
      timeout: 300_000,
    });
  } catch {
    return null;
  }
  return found();
}
