import { LedgerEvent, type LedgerEventType } from '../../contracts/ledger.ts';
import { digest } from '../../governance/digest.ts';
import type { Database } from '../../store/database.ts';
import { newestEntries } from '../../store/ledger/read-ledger.ts';
import type { Governing } from './governing.ts';
import type { Judged } from './judge-domain.ts';

/**
 * What a night found, and the rules by which, as events that only tell: each where it is another than the last one told.
 *
 * @param judged the model that acts in each domain
 */
export async function tellNight(
  { db, now, asOf, actor, configuration }: Governing,
  judged: readonly Judged[],
): Promise<LedgerEvent[]> {
  const found = judged.map(({ recommendation: { domain, model, action, certificate } }) => ({
    ...{ domain, model, action },
    certificate: certificate?.id ?? null,
  }));
  const actions = Object.fromEntries(
    ['widen', 'hold', 'narrow', 'none'].map((name) => [
      name,
      found.filter(({ action }) => action === name).length,
    ]),
  );
  const tellings = [
    { type: 'configuration.changed', says: digest(configuration), body: {} },
    { type: 'recommendation.made', says: digest(found), body: { asOf, domains: found.length, ...actions } },
  ] as const;
  const events: LedgerEvent[] = [];
  for (const { type, says, body } of tellings)
    if ((await lastTold(db, type)) !== says)
      events.push(
        LedgerEvent.parse({ at: now, actor: actor.name, type, subject: '', body: { ...body, digest: says } }),
      );
  return events;
}

async function lastTold(db: Database, type: LedgerEventType): Promise<string | null> {
  const [last] = await newestEntries(db, { type }, 1);
  if (last === undefined) return null;
  const body: unknown = JSON.parse(last.body);
  return typeof body === 'object' && body !== null && 'digest' in body ? String(body.digest) : null;
}
