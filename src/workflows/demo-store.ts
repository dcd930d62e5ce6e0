import { personNamed } from '../contracts/actor.ts';
import type { Configuration } from '../contracts/configuration.ts';
import type { Proposal } from '../contracts/proposal.ts';
import { DAY_MS } from '../contracts/time.ts';
import { newestTimeOf } from '../store/record/newest-time.ts';
import { activateProposal, voteOn } from './govern/decide-proposal.ts';
import type { Governing } from './govern/governing.ts';
import { propose } from './govern/propose.ts';
import { NIGHTLY_JOB, runNightly } from './govern/run-nightly.ts';
import { makeFloor } from './govern/take-back.ts';
import { ingestFiles, initStore } from './keep-store.ts';
import { readMapping } from './read-settings.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Who is at work in the demo. */
export const DEMO_PEOPLE: Configuration['people'] = {
  anna: { roles: ['lead'] },
  bo: { roles: ['board'] },
  cy: { roles: ['board'] },
  vera: { roles: ['viewer'] },
};

/** Domains that were widened three weeks before the history ends, in one of which another model acts since; and one that is asked for. */
const [WIDENED, ASKED, FLOOR] = [
  ['password-reset', 'delivery-status', 'order-change'],
  'refunds',
  { domain: 'regulatory-disclosure', reason: 'A person answers what the law asks', owner: 'legal' },
] as const;

/**
 * Makes a store in which a board has begun to work: the bundled history, domains in which the AI acts, one that is asked
 * for and has one approval of two, one that never graduates, and a night's work done: what another model has lost, and what
 * may widen.
 *
 * @param place of a store that is not there yet; its time counts for nothing
 * @param files of the bundled history
 * @returns the time at which the history ends, ISO
 */
export async function makeDemoStore(
  place: StorePlace,
  configuration: Configuration,
  files: readonly string[],
  madeBy: Governing['madeBy'],
): Promise<string> {
  await initStore(place, { salt: 'demo', hashReviewers: false });
  await ingestFiles(place, {
    ...{ files, mapping: readMapping(null), configuration, quarantineFile: null },
    beforeAdding: () => {},
  });
  return withStore(place, async (db) => {
    const end = await newestTimeOf(db);
    const as = (name: string, daysBefore: number): Governing => {
      const now = new Date(Date.parse(end) - daysBefore * DAY_MS).toISOString();
      return { db, now, actor: personNamed(name, configuration.people), configuration, asOf: now, madeBy };
    };
    for (const domain of WIDENED) {
      const proposal = await asks(as('anna', 21), domain, 'Three quiet months.');
      await voteOn(as('bo', 20), proposal.id, approvalOf(proposal));
      await activateProposal(as('anna', 20), proposal.id);
    }
    await makeFloor(as('anna', 19), { ...FLOOR, legalSource: null });
    const asked = await asks(as('anna', 1), ASKED, 'Small refunds, and every large one stays with a person.');
    await voteOn(as('bo', 1), asked.id, approvalOf(asked));
    await runNightly({ ...as('anna', 0), actor: NIGHTLY_JOB }, false);
    return end;
  });
}

function asks(governing: Governing, domain: string, rationale: string): Promise<Proposal> {
  const wish = { kind: 'promotion', threshold: null, plan: null, edits: null } as const;
  return propose(governing, { ...wish, domain, rationale });
}

function approvalOf({ digest }: Proposal) {
  return { choice: 'approve', digest, conditions: [], comment: '' } as const;
}
