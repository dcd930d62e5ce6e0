import type { Actor } from '../../contracts/actor.ts';
import { actsFrom } from '../../contracts/authority-level.ts';
import { rulesFor } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { NightlyStep, NightlySummary } from '../../contracts/nightly.ts';
import type { RefusalReason } from '../../contracts/recommendation.ts';
import type { Deciding } from '../../governance/decide/deciding.ts';
import { expireDue } from '../../governance/decide/expire.ts';
import { policiesOf } from '../../governance/look-up.ts';
import { standingOf } from '../../governance/standing.ts';
import { keepPack } from '../../store/ledger/packs.ts';
import { recordEvents } from '../record-events.ts';
import { type NightlyExports, NO_EXPORTS, planExports, writeExports } from './export-nightly.ts';
import { afterEvents, type Governing, governanceIn } from './governing.ts';
import { type Judged, judge } from './judge-domain.ts';
import { actingPolicies, causeIn, takeBack } from './take-back-nightly.ts';
import { tellNight } from './tell-nightly.ts';
import { activateApproved, type NightlyPart, widen } from './widen-nightly.ts';

const STALE: readonly string[] = ['stale_model', 'stale_data', 'no_evidence'] satisfies (
  | RefusalReason
  | 'no_evidence'
)[];

/** Who a scheduled run is in the ledger. */
export const NIGHTLY_JOB: Actor = { name: 'leeway run', kind: 'job', roles: [], domains: null };

/**
 * A night's work, once: what has run out is expired, what the evidence no longer carries is taken back, what people have
 * approved is put into force, what a standing plan covers is widened, and what may widen is proposed. Run again on the
 * same, it does nothing more. What is in force after that is then exported.
 *
 * @param dryRun says what would be done, and does nothing
 */
export async function runNightly(
  governing: Governing,
  dryRun: boolean,
  exports: NightlyExports = NO_EXPORTS,
): Promise<NightlySummary> {
  const { governance, summary } = await nightOf(governing, dryRun);
  const { steps, unwritten } = dryRun
    ? planExports(governing, exports, governance)
    : await writeExports(governing, exports);
  return { ...summary, steps: [...summary.steps, ...steps], unwritten };
}

async function nightOf(
  governing: Governing,
  dryRun: boolean,
): Promise<{ readonly governance: Governance; readonly summary: NightlySummary }> {
  const { db } = governing;
  // Evidence is judged before the transaction: it may bring its counts up to date, which writes.
  const judged = byDomain(await judge(governing, await governanceIn(db), null));
  return db.transaction(async () => {
    const night = new Night(governing, await governanceIn(db), judged);
    night.expire();
    night.takeBack();
    night.activate();
    night.widen();
    if (!dryRun) await night.keep();
    return { governance: night.governance, summary: night.summary(dryRun) };
  });
}

function byDomain(judged: readonly Judged[]): Map<string, Judged[]> {
  const found = new Map<string, Judged[]>();
  for (const one of judged) {
    const { domain } = one.recommendation;
    found.set(domain, [...(found.get(domain) ?? []), one]);
  }
  return found;
}

/** What is decided in one night, each part on what the parts before came to. */
class Night {
  readonly #governing: Governing;
  readonly #judged: ReadonlyMap<string, readonly Judged[]>;
  #governance: Governance;
  readonly #events: LedgerEvent[] = [];
  readonly #packs: NightlyPart['packs'][number][] = [];
  readonly #steps: NightlyStep[] = [];
  readonly #breaches: string[] = [];
  readonly #stale: string[] = [];

  constructor(governing: Governing, governance: Governance, judged: ReadonlyMap<string, readonly Judged[]>) {
    [this.#governing, this.#governance, this.#judged] = [governing, governance, judged];
  }

  get governance(): Governance {
    return this.#governance;
  }

  expire(): void {
    const events = expireDue(this.#deciding());
    const steps = events.map(({ subject, body, type }) => {
      const ran =
        type === 'policy.expired' ? policiesOf(this.#governance, subject).at(-1)?.policy : undefined;
      return {
        ...{ did: 'expired' as const, subject, from: ran === undefined ? null : actsFrom(ran), to: null },
        domain: ran === undefined ? null : subject,
        sentence: `${subject}: ${String(body['reason'])}`,
      };
    });
    this.#take({ events, packs: [], steps });
  }

  takeBack(): void {
    for (const policy of actingPolicies(this.#governance, this.#governing.now)) {
      const cause = causeIn(policy, this.#judged.get(policy.domain) ?? []);
      if (cause === null) continue;
      (STALE.includes(cause.reason) ? this.#stale : this.#breaches).push(policy.domain);
      this.#take({ ...takeBack(policy, cause, this.#deciding()), packs: [] });
    }
  }

  activate(): void {
    for (const proposal of this.#governance.proposals.filter(({ state }) => state === 'approved')) {
      const on = this.#onEvidence(proposal.domain);
      this.#take(activateApproved(proposal, on));
    }
  }

  widen(): void {
    for (const [domain, [acting]] of this.#judged)
      if (acting !== undefined) this.#take(widen(acting, this.#governing, this.#onEvidence(domain)));
  }

  async keep(): Promise<void> {
    const { db } = this.#governing;
    await recordEvents(db, [...(await tellNight(this.#governing, this.#acting())), ...this.#events]);
    for (const { digest, text } of this.#packs) await keepPack(db, digest, text);
  }

  summary(dryRun: boolean): NightlySummary {
    const acting = this.#acting();
    const refused = (reasons: readonly string[]) =>
      acting
        .filter(({ recommendation: { refusal } }) => refusal !== null && reasons.includes(refusal.reason))
        .map(({ recommendation: { domain } }) => domain);
    return {
      ...{ version: 1, at: this.#governing.now, asOf: this.#governing.asOf, dryRun },
      ...{ domains: this.#judged.size, steps: this.#steps, breaches: this.#breaches },
      stale: [...new Set([...this.#stale, ...refused(STALE)])],
      wanting: refused(['insufficient_verdicts', 'selection_unknown', 'no_threshold_can_pass']),
      waiting: this.#governance.proposals
        .filter(({ state }) => state === 'open' || state === 'changes-requested' || state === 'approved')
        .map(({ id }) => id),
      unwritten: [],
    };
  }

  /** Of each domain the model that acts. */
  #acting(): Judged[] {
    return [...this.#judged.values()].flatMap(([one]) => one ?? []);
  }

  #take({ events, packs, steps }: NightlyPart): void {
    this.#governance = afterEvents(this.#governance, events);
    this.#events.push(...events);
    this.#packs.push(...packs);
    this.#steps.push(...steps);
  }

  #deciding(): Deciding {
    const { now, actor } = this.#governing;
    return { governance: this.#governance, now, actor };
  }

  #onEvidence(domain: string) {
    const [acting] = this.#judged.get(domain) ?? [];
    const standing = acting === undefined ? null : standingOf(acting.recommendation, acting.asOf);
    return { ...this.#deciding(), rules: rulesFor(this.#governing.configuration, domain), standing };
  }
}
