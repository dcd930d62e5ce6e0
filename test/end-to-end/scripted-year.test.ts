import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { personNamed } from '../../src/contracts/actor.ts';
import { actsFrom } from '../../src/contracts/authority-level.ts';
import type { Governance } from '../../src/contracts/governance.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { NightlyStep } from '../../src/contracts/nightly.ts';
import { type Choice, Proposal } from '../../src/contracts/proposal.ts';
import { DAY_MS } from '../../src/contracts/time.ts';
import { activePolicy, policiesOf } from '../../src/governance/look-up.ts';
import type { Database } from '../../src/store/database.ts';
import { readPack } from '../../src/store/ledger/packs.ts';
import { ingest } from '../../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../../src/store/record/open-record.ts';
import { raw } from '../../src/store/sql.ts';
import { verifyTail } from '../../src/workflows/check-ledger.ts';
import { activateProposal, voteOn } from '../../src/workflows/govern/decide-proposal.ts';
import { type Governing, governanceIn } from '../../src/workflows/govern/governing.ts';
import { propose } from '../../src/workflows/govern/propose.ts';
import { runNightly } from '../../src/workflows/govern/run-nightly.ts';
import { verifyProposal } from '../../src/workflows/govern/verify-proposal.ts';
import { configuration, DRIFTS_ON, FIRST_DAY, MODEL_CHANGES_ON, WEEKS, yearByWeek } from '../support/year.ts';

/** The smallest number of weeks that the alarm may take: 30 decisions a day, a third of them acted on, errors at 4 of 10. */
const STATED_DELAY_DAYS = 14;
const LOWEST_OF_PLAN = 0.5;
const HIGHEST_OF_PLAN = 0.8;

describe('a year of earned autonomy on a simulated contact center', () => {
  const timeline: string[] = [];
  const steps: (NightlyStep & { readonly day: number })[] = [];
  let governance: Governance;
  let db: Database;
  let folder: string;
  const dayAt = (week: number): number => (week + 1) * 7;
  /** Every second week, and each while something happens. */
  const hasNight = (week: number): boolean =>
    week % 2 === 1 || [MODEL_CHANGES_ON, DRIFTS_ON].some((day) => Math.abs(dayAt(week) - day) <= 21);
  const timeOf = (day: number): string => new Date(Date.parse(FIRST_DAY) + day * DAY_MS).toISOString();
  const as = (name: string, day: number): Governing => ({
    ...{ db, configuration, now: timeOf(day), asOf: timeOf(day), madeBy: { leeway: 'test', code: null } },
    actor:
      name === 'leeway run'
        ? { name, kind: 'job', roles: [], domains: null }
        : personNamed(name, configuration.people),
  });
  const tell = (day: number, words: string): void => {
    timeline.push(`${timeOf(day).slice(0, 10)}  ${words}`);
  };
  const ballot = (choice: Choice, proposal: Proposal, ...conditions: string[]) => ({
    ...{ choice, digest: proposal.digest, conditions, comment: '' },
  });
  const refused = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return 'nothing';
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'leeway-year-'));
    const filesOf = await yearByWeek(folder, 24_000, 11);
    db = await openRecord(join(folder, 'year.duckdb'), { at: timeOf(0), create: true });
    let hasEdited = false;
    let weeks: number[] = [];
    for (let week = 0; week < WEEKS; week++) {
      weeks.push(week);
      if (!hasNight(week)) continue;
      const day = dayAt(week);
      const files = weeks.flatMap(filesOf);
      weeks = [];
      await ingest(db, files, Mapping.parse({}), { at: timeOf(day), beforeAdding: () => {} });
      const night = await runNightly(as('leeway run', day), false);
      for (const step of night.steps) {
        steps.push({ ...step, day });
        tell(day, `${step.did}: ${step.domain ?? step.subject} ${step.from ?? '–'} → ${step.to ?? '–'}`);
      }
      governance = await governanceIn(db);
      for (const proposal of governance.proposals.filter(({ state }) => state === 'open')) {
        // Nobody looks at order-change in its first months: its first proposals run out.
        if (proposal.domain === 'order-change' && day < 120) continue;
        if (proposal.domain === 'refunds' && !hasEdited) {
          hasEdited = true;
          await quarrel(proposal, day);
          continue;
        }
        await approve(proposal, day);
      }
      if (day === 56) await openPlan(day);
    }
    governance = await governanceIn(db);
    return () => {
      closeRecord(db, join(folder, 'year.duckdb'));
      rmSync(folder, { recursive: true });
    };
  }, 300_000);

  async function approve(proposal: Proposal, day: number, ...conditions: string[]): Promise<void> {
    if (proposal.content.quorum.lead > 0)
      await voteOn(as('max', day), proposal.id, ballot('approve', proposal));
    const voted = await voteOn(as('bo', day), proposal.id, ballot('approve', proposal, ...conditions));
    tell(day, `${proposal.id} of ${proposal.domain} is ${voted.state}`);
    await activateProposal(as('lea', day), proposal.id);
    tell(day, `${proposal.id} is in force`);
  }

  /** An edit voids votes, and its author may not approve it. */
  async function quarrel(proposal: Proposal, day: number): Promise<void> {
    await voteOn(as('bo', day), proposal.id, ballot('approve', proposal));
    const edited = await propose(as('lea', day), {
      ...{ domain: proposal.domain, kind: 'promotion', threshold: null, plan: null },
      ...{ rationale: 'the same step, with my reasons', edits: proposal.id },
    });
    tell(day, `lea edited ${proposal.id}: ${edited.votes.length} vote is void`);
    expect(edited).toMatchObject({ state: 'open', revision: 2 });
    expect(await refused(activateProposal(as('lea', day), proposal.id))).toMatch(/is open/);
    expect(await refused(voteOn(as('lea', day), edited.id, ballot('approve', edited)))).toMatch(
      /^G12: lea wrote/,
    );
    tell(day, `lea may not approve ${proposal.id}`);
    expect(await refused(voteOn(as('bo', day), edited.id, ballot('approve', proposal)))).toMatch(/^G14: /);
    await approve(edited, day, 'a weekly look at the ten largest refunds');
  }

  async function openPlan(day: number): Promise<void> {
    const plan = await propose(as('lea', day), {
      ...{ domain: 'delivery-status', kind: 'standing-plan', threshold: null, edits: null },
      rationale: 'routine from here on',
      plan: {
        ...{
          lowestThreshold: LOWEST_OF_PLAN,
          highestCoverage: HIGHEST_OF_PLAN,
          highestAmount: null,
          until: timeOf(360),
        },
      },
    });
    tell(day, `lea proposed the standing plan ${plan.id}`);
    await approve(plan, day);
  }

  it('promotes by quorum, and by nobody who wrote the proposal', () => {
    const activated = governance.policies.filter(({ proposal }) => proposal !== null);
    expect(activated.length).toBeGreaterThan(4);
    for (const { policy, proposal } of activated) {
      const { editors, content } = governance.proposals.find(({ id }) => id === proposal) as Proposal;
      expect(policy.approvedBy.some((name) => editors.includes(name))).toBe(false);
      expect(policy.approvedBy.length).toBe(content.quorum.lead + content.quorum.board);
    }
    const edited = governance.proposals.find(({ revision }) => revision === 2) as Proposal;
    expect(edited.votes.map(({ by, revision }) => [by, revision])).toEqual([
      ['bo', 1],
      ['max', 2],
      ['bo', 2],
    ]);
    expect(edited.votes.at(-1)?.conditions).toHaveLength(1);
  });

  it('lets a proposal that nobody decides run out', () => {
    const expired = governance.proposals.filter(
      ({ state, activatedAs }) => state === 'expired' && activatedAs === null,
    );
    expect(expired.map(({ domain }) => domain)).toContain('order-change');
  });

  it('takes authority back in the week in which another model answers', () => {
    const taken = steps.find(({ did, domain }) => did === 'demoted' && domain === 'order-change');
    expect(taken?.day).toBeGreaterThan(MODEL_CHANGES_ON);
    expect(taken?.day).toBeLessThanOrEqual(MODEL_CHANGES_ON + 7);
    expect(taken?.sentence).toContain('agent-2026-07');
  });

  it('demotes within the stated delay once errors rise, and not before', () => {
    const taken = steps.filter(({ did, domain }) => did === 'demoted' && domain === 'refunds');
    expect(taken).toHaveLength(1);
    expect(taken[0]?.day).toBeGreaterThan(DRIFTS_ON);
    expect(taken[0]?.day).toBeLessThanOrEqual(DRIFTS_ON + STATED_DELAY_DAYS);
    expect(
      activePolicy(governance, 'refunds', timeOf(dayAt(WEEKS - 1)))?.policy.onTheLoop ?? null,
    ).toBeNull();
    expect(
      governance.alarms.filter(({ domain, reviewed }) => domain === 'refunds' && reviewed === null),
    ).not.toEqual([]);
  });

  it('widens by the standing plan, each step logged against it, and stops at its edge', () => {
    const plan = governance.proposals.find(({ content }) => content.kind === 'standing-plan') as Proposal;
    const taken = governance.policies.filter((one) => one.plan === plan.id);
    expect(taken.length).toBeGreaterThan(0);
    for (const { policy } of taken) expect(actsFrom(policy)).toBeGreaterThanOrEqual(LOWEST_OF_PLAN);
    const edge = Math.max(...taken.map(({ policy }) => Date.parse(policy.validFrom)));
    const asked = governance.proposals.find(
      ({ domain, content, openedAt }) =>
        domain === 'delivery-status' && content.kind === 'promotion' && Date.parse(openedAt) > edge,
    );
    const { authority, evidence } = (asked as Proposal).content;
    const isBeyond = (actsFrom(authority) ?? 1) < LOWEST_OF_PLAN || evidence.coverage > HIGHEST_OF_PLAN;
    expect(isBeyond).toBe(true);
    const versions = policiesOf(governance, 'delivery-status').map(({ policy }) => policy.version);
    expect(versions).toEqual(versions.map((_, place) => place + 1));
  });

  it('renews authority before it runs out, on newer evidence', () => {
    const renewed = governance.proposals.filter(
      ({ content, activatedAs }) => content.kind === 'renewal' && activatedAs,
    );
    expect(renewed.length).toBeGreaterThan(0);
  });

  it('computes every figure of every proposal again from its pack alone', async () => {
    for (const proposal of governance.proposals) {
      const pack = await readPack(db, proposal.content.evidence.pack);
      const checks = verifyProposal(Proposal.parse(proposal), pack ?? '');
      expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    }
  });

  it('does nothing more when the last night is run again', async () => {
    const again = await runNightly(as('leeway run', dayAt(WEEKS - 1)), false);
    expect(again.steps).toEqual([]);
  });

  it('has a whole ledger, and finds one that was tampered with', async () => {
    expect(await verifyTail(db)).toMatchObject({ ok: true });
    await db.run(raw('BEGIN'));
    await db.run(
      raw(
        `UPDATE ledger SET body = replace(body, '"choice":"approve"', '"choice":"reject"') WHERE type = 'proposal.voted'`,
      ),
    );
    expect(await verifyTail(db)).toMatchObject({ ok: false, kind: 'changed' });
    await db.run(raw('ROLLBACK'));
    process.stdout.write(`${timeline.join('\n')}\n`);
  });
});
