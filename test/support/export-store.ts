import { join } from 'node:path';
import { LedgerEvent } from '../../src/contracts/ledger.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { initStore } from '../../src/workflows/keep-store.ts';
import { recordEvents } from '../../src/workflows/record-events.ts';
import { withStore } from '../../src/workflows/with-store.ts';
import { policy } from './policy.ts';
import { temporaryFolder } from './write-history.ts';

/** In force whenever a test runs. */
export const LASTING = policy({ expiresAt: '2999-01-01T00:00:00.000Z' });

export interface ExportPlace {
  readonly path: string;
  readonly now: string;
  readonly actor: string;
}

export type Told = Pick<LedgerEvent, 'type' | 'subject' | 'body'>;

/** Authority in force from now on, and how it came. */
export function narrowed(
  one: Policy,
  type: 'policy.narrowed' | 'policy.revoked' | 'policy.demoted' = 'policy.narrowed',
): Told {
  const reason = 'as the board said';
  const body = type === 'policy.demoted' ? { policy: one, reason, alarm: null } : { policy: one, reason };
  return { type, subject: one.domain, body: LedgerEvent.shape.body.parse(body) };
}

/** Events as governance writes them. */
export async function govern(place: ExportPlace, ...events: readonly Told[]): Promise<void> {
  const [at, actor] = [place.now, 'Ann'];
  await withStore(place, (db) =>
    db.transaction(() =>
      recordEvents(
        db,
        events.map((event) => ({ at, actor, ...event })),
      ),
    ),
  );
}

/** A store in which these policies are in force, and a file beside it that is not there yet. */
export async function exportStore(
  ...policies: readonly Policy[]
): Promise<ExportPlace & { readonly out: string }> {
  const folder = temporaryFolder();
  const place = {
    path: join(folder, 'leeway.duckdb'),
    now: '2026-06-01T00:00:00.000Z',
    actor: 'nightly job',
  };
  await initStore(place, { salt: 's', hashReviewers: false });
  await govern(place, ...policies.map((one) => narrowed(one)));
  return { ...place, out: join(folder, 'out.json') };
}
