import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { serve } from '../../src/http/serve.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { readConfigurationFile } from '../../src/workflows/read-settings.ts';
import type { ServedBoard } from './served-board.ts';

const NOW = '2026-07-25T12:00:00.000Z';

/** Rules with whatever a page has to bear: many domains, and names that are none. */
const RULES = `# Ours
defaults: { risk: 0.05, alwaysReview: [regulatory, legal_intent] } # all of them
domains:
  # Money leaves the house.
  refunds:   { risk: 0.02,   maxAmount: 250, quorum: 2 }
  billing/refund.issue-of-a-very-long-name-that-nobody-would-shorten: { risk: 0.01 }
  '<img src=x onerror=alert(1)>': { maxStep: 0.4 }
  complaints: { highestLevel: on-the-loop, cooldown: 12h }
people: { max: { roles: [admin] }, bea: { roles: [board] } }
`;

/** A demo of an empty store, which was started with a file of rules; max administers. */
export async function servedSettings(): Promise<ServedBoard & { readonly file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-settings-'));
  const [path, file] = [join(folder, 'a.duckdb'), join(folder, 'leeway.yaml')];
  writeFileSync(file, RULES);
  await initStore({ path, now: NOW }, { salt: 's', hashReviewers: false });
  const faults: unknown[] = [];
  const server = await serve({
    ...{ path, host: '127.0.0.1', port: 0, isDemo: true, consoleFolder: inject('consoleFolder') },
    options: {
      ...{ ...readConfigurationFile(file), clock: () => Date.parse(NOW) },
      ...{ mostSpooledBytes: 1_000_000, lingerMs: 5, madeBy: { leeway: '0.0.0', code: null } },
    },
    tell: (error) => faults.push(error),
  });
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, faults, close, file };
}
