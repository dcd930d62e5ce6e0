import type { Governance } from '../../contracts/governance.ts';
import { Problem } from '../../contracts/problem.ts';
import type { ExportFormat, Thresholds } from '../../contracts/thresholds.ts';
import { EXPORTERS, type Exporter } from '../../exporters/index.ts';
import { lapsedDomains } from '../../governance/lapsed-domains.ts';
import { thresholdsInForce } from '../../governance/thresholds-in-force.ts';
import { verifyLedger } from '../../governance/verify-ledger.ts';
import type { Database } from '../../store/database.ts';
import { governanceIn } from '../govern/governing.ts';
import { linesOfStore } from '../ledger-lines.ts';
import type { StorePlace } from '../with-store.ts';

/** A whole file in one format, and what it says. */
export interface Exported {
  readonly format: ExportFormat;
  readonly bytes: Buffer;
  readonly thresholds: Thresholds;
}

/**
 * What is in force in a store, as others read it.
 *
 * @throws Problem check-failed: the ledger is broken, so that nobody knows what was approved
 */
export async function exportedIn(
  db: Database,
  { path, now }: Pick<StorePlace, 'path' | 'now'>,
  format: ExportFormat,
): Promise<Exported> {
  await requireWholeLedger(db, path);
  return exportedOf(await governanceIn(db), now, format);
}

/** @throws Problem check-failed: the ledger is broken */
export async function requireWholeLedger(db: Database, path: string): Promise<void> {
  const verification = await verifyLedger(linesOfStore(db));
  if (verification.ok) return;
  throw new Problem(
    'check-failed',
    `${path}: nothing is exported: ${verification.sentence}; leeway ledger verify says more`,
    { seq: verification.seq, kind: verification.kind },
  );
}

/**
 * What is in force under a governance, as others read it.
 *
 * @param now ISO time
 */
export function exportedOf(governance: Governance, now: string, format: ExportFormat): Exported {
  const thresholds = thresholdsInForce(governance, now);
  const exporter: Exporter = EXPORTERS[format];
  return { format, thresholds, bytes: Buffer.from(exporter(thresholds, lapsedDomains(governance, now))) };
}
