import * as z from 'zod';
import { CheckpointKey, CheckpointKeyAdded, LedgerCheckpoint } from '../contracts/ledger-export.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { addCheckpointKey, keepCheckpoint } from '../workflows/sign-ledger.ts';
import { only } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

const KeyBody = z.strictObject({ key: CheckpointKey });

/** Adds the routes by which somebody signs the ledger whose key is elsewhere, and stays there. */
export function checkpointRoutes(app: TypedApp, governance: ServedGovernance): void {
  const config = { access: only(['admin'], 'all') };
  app.post(
    '/v1/ledger/keys',
    { config, schema: { body: KeyBody, response: { 200: CheckpointKeyAdded } } },
    ({ actor, body: { key } }) =>
      governance.govern(actor, ({ db, now: at }) =>
        db.transaction(async () => ({
          keyId: await addCheckpointKey(db, { at, actor: actor.name }, key, 'this store'),
        })),
      ),
  );
  app.post(
    '/v1/ledger/checkpoints',
    { config, schema: { body: LedgerCheckpoint, response: { 200: LedgerCheckpoint } } },
    ({ actor, body }) =>
      governance.govern(actor, ({ db }) =>
        db.transaction(async () => (await keepCheckpoint(db, body)).checkpoint),
      ),
  );
}
