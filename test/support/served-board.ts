import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Role } from '../../src/contracts/actor.ts';
import { eventOf } from '../../src/governance/decide/deciding.ts';
import { serve } from '../../src/http/serve.ts';
import { DEFAULT_LIMITS } from '../../src/http/server.ts';
import { decideIn } from '../../src/workflows/govern/governing.ts';
import { withGovernance } from '../../src/workflows/govern/with-governance.ts';
import type { StorePlace } from '../../src/workflows/with-store.ts';
import { tokenFor } from './asking.ts';
import { type BoardStore, boardStore, filledStore } from './board-store.ts';

export interface ServedBoard {
  readonly url: string;
  /** What the server said of faults. */
  readonly faults: unknown[];
  readonly close: () => Promise<void>;
}

/**
 * A board at work in a demo, in which anybody is whom they choose; an alarm waits in password-reset.
 *
 * @param now ISO time at which it is looked at
 */
export async function servedDemo(
  now = '2026-07-25T12:00:00.000Z',
): Promise<ServedBoard & { readonly board: BoardStore }> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-demo-'));
  const board = await boardStore(folder);
  await raiseAlarm(board, now);
  const served = await servedBy(board.at(now), board.configuration, true, folder);
  return { ...served, board };
}

/** The same before the board began, on a server that asks for tokens: a quorum of two, and the secret of each person. */
export async function servedTokens(
  people: Readonly<Record<string, Role>>,
): Promise<ServedBoard & { readonly secrets: Readonly<Record<string, string>> }> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-tokens-'));
  const { at, configuration } = await filledStore(folder);
  const place = at('2026-07-01T00:00:00.000Z');
  const secrets: Record<string, string> = {};
  for (const [name, role] of Object.entries(people))
    secrets[name] = (await tokenFor(place, name, [role])).secret;
  const strict = { ...configuration, defaults: { ...configuration.defaults, quorum: 2 } };
  return { ...(await servedBy(place, strict, false, folder)), secrets };
}

async function servedBy(
  { path, now }: StorePlace,
  configuration: BoardStore['configuration'],
  isDemo: boolean,
  folder: string,
): Promise<ServedBoard> {
  const faults: unknown[] = [];
  const server = await serve({
    ...{ path, host: '127.0.0.1', port: 0, limits: DEFAULT_LIMITS, isDemo },
    consoleFolder: inject('consoleFolder'),
    options: {
      ...{ configuration, clock: () => Date.parse(now), mostSpooledBytes: 1_000_000_000, lingerMs: 5 },
      madeBy: { leeway: '0.0.0', code: null },
    },
    tell: (error) => faults.push(error),
  });
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url, faults, close };
}

async function raiseAlarm({ at, configuration }: BoardStore, now: string): Promise<void> {
  const domain = 'password-reset';
  const alarm = {
    ...{ id: `drifted:${domain}`, domain, reason: 'drifted', raisedAt: now, reviewed: null },
    sentence: 'Errors have risen since 12 July: 9 of the last 60 audited decisions were wrong.',
  };
  const nightly = { name: 'nightly', kind: 'job' as const, roles: ['lead' as const], domains: null };
  await withGovernance(
    at(now),
    { configuration, actor: nightly, asOf: null, version: '0.0.0' },
    (governing) => decideIn(governing, (deciding) => [eventOf(deciding, 'alarm.raised', domain, { alarm })]),
  );
}
