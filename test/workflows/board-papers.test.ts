import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { actsFrom } from '../../src/contracts/authority-level.ts';
import { csv } from '../../src/contracts/csv.ts';
import { Oversight } from '../../src/contracts/oversight.ts';
import { EvidencePack } from '../../src/contracts/pack.ts';
import { Packet } from '../../src/contracts/packet.ts';
import { Register } from '../../src/contracts/register.ts';
import type { DocumentSection } from '../../src/reports/document.ts';
import { documentHtml } from '../../src/reports/document-html.ts';
import { oversightDocument } from '../../src/reports/oversight-document.ts';
import { oversightRows } from '../../src/reports/oversight-rows.ts';
import { packetDocument } from '../../src/reports/packet/packet-document.ts';
import { REGISTER_COLUMNS, registerRow } from '../../src/reports/register-row.ts';
import { Database } from '../../src/store/database.ts';
import { reviewFacts } from '../../src/store/oversight/review-facts.ts';
import { raw, sql } from '../../src/store/sql.ts';
import { proposalFromStore } from '../../src/workflows/govern/look.ts';
import { oversightFromStore } from '../../src/workflows/govern/oversight.ts';
import { packetFromStore } from '../../src/workflows/govern/packet.ts';
import { packetEvidence } from '../../src/workflows/govern/packet-evidence.ts';
import { registerFromStore } from '../../src/workflows/govern/register.ts';
import { type BoardStore, boardStore, HOSTILE } from '../support/board-store.ts';
import { ROOT } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';
import { add, inStore } from '../support/stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-packet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MAY = '2026-05-01T00:00:00.000Z';
const NOW = '2026-07-23T00:00:00.000Z';
let board: BoardStore;
let again: Packet;
let disputed: Packet;
let hostile: Packet;
let overseen: Oversight;
let plain: Database;
/** Each drawn once: pages hold charts. */
const pages = new Map<Packet, Promise<string>>();
const pageOf = (packet: Packet): Promise<string> => {
  const page = pages.get(packet) ?? documentHtml(packetDocument(packet));
  pages.set(packet, page);
  return page;
};

beforeAll(async () => {
  board = await boardStore(folder);
  const packet = (id: string) => packetFromStore(board.at(NOW), id);
  again = await packet(board.again.id);
  disputed = await packet(board.disputed.id);
  hostile = await packet(board.hostile.id);
  [overseen, plain] = [await ask(), await Database.open()];
}, 120_000);
afterAll(() => plain.close());

const sectionOf = (packet: Packet, title: RegExp): DocumentSection => {
  const found = packetDocument(packet).sections.find((section) => title.test(section.title));
  if (found === undefined) throw new Error(`no section ${title}`);
  return found;
};
const said = (packet: Packet, title: RegExp): string => {
  const { facts = [], reading, points = [], table } = sectionOf(packet, title);
  return [...facts.flat(), ...reading, ...points, ...(table?.rows.flat() ?? [])].join('\n');
};

describe('the page of a packet', () => {
  it('says each of the fourteen items under its number, in their order, and page one in words without jargon', async () => {
    const page = await pageOf(again);
    const headings = [...page.matchAll(/<h2>(\d+)\. /g)].map(([, number]) => Number(number));
    expect(headings).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
    const first = said(again, /^1\. /);
    expect(first).not.toMatch(/threshold|coverage|e-value|alpha|delta|certificate|\bbound\b|on the loop/i);
    for (const name of ['Today', 'Asked for', 'How sure we are', 'What changes for people', 'When it ends'])
      expect(first).toContain(name);
  });

  it('holds no script and nothing from outside, and has its digest at the foot of every sheet', async () => {
    for (const packet of [again, disputed, hostile]) {
      const page = await pageOf(packet);
      const bare = page.replace(/="[^"]*"/g, '=""');
      expect(
        bare.match(/<(?:script|img|link|iframe|object|base|form)|<[a-z][^>]*\s(?:on\w+|src)=|@import/i),
      ).toBeNull();
      const asked = [...page.matchAll(/(?:\shref=["']|url\()["']?([^"')\s]+)/g)].map(([, to]) => to);
      expect(asked.filter((to) => to?.startsWith('#') !== true)).toEqual([]);
      const { id, digest } = packet.proposal;
      expect(page).toContain(`@bottom-left { content: "${id}, digest ${digest}"`);
      expect(page).toContain('counter(page)');
    }
    const page = await pageOf(hostile);
    expect(page).toContain('&lt;img src=x');
    expect(await pageOf(disputed)).toContain('Too early &lt;b&gt;for me&lt;/b&gt;');
  });

  it('says dissent, conditions and what is missing of the quorum', () => {
    const votes = said(disputed, /^13\. /);
    expect(votes).toContain('1 of 2 approvals');
    expect(votes).toContain('Against, or for changes: bo.');
    expect(votes).toContain('Conditions that stand: only on weekdays.');
    expect(said(disputed, /^7\. /)).toContain('RDG, section 3');
  });

  it('tells what happened since the last vote, and nothing from before it', () => {
    expect(again.record.lastVoteAt).toBe('2026-07-02T00:00:00.000Z');
    expect(said(again, /^9\. /)).toContain('Two complaints');
    expect(said(disputed, /^9\. /)).not.toContain('Two complaints');
    const later = { ...again, record: { ...again.record, lastVoteAt: '2026-07-15T00:00:00.000Z' } };
    expect(said(later, /^9\. /)).not.toContain('Two complaints');
  });

  it('reckons a standing plan at the most that its bounds let it reach, on both rungs', async () => {
    const { proposal, pack } = await proposalFromStore(board.at(NOW), again.proposal.id);
    const { content } = proposal;
    const rungs = {
      autonomous: { threshold: 0, auditRate: 0.05 },
      onTheLoop: { threshold: 0, auditRate: 0.3 },
    };
    const plan = { lowestThreshold: 0, highestCoverage: 0.2, highestAmount: null, until: NOW };
    const authority = { ...content.authority, ...rungs };
    const asked = { ...proposal, content: { ...content, kind: 'standing-plan' as const, plan, authority } };
    const { most, proposed } = packetEvidence(asked, EvidencePack.parse(JSON.parse(pack)));
    expect(proposed.coverage).toBeGreaterThan(0);
    expect(proposed.coverage).toBeLessThanOrEqual(0.2);
    expect(actsFrom(most)).toBe(proposed.threshold);
  });

  it('says that a proposal has lapsed, whether or not anybody has noted it, and keeps page one short', () => {
    expect(said(disputed, /^1\. /)).toContain('lapses on 31 July 2026');
    const content = { ...disputed.proposal.content, rationale: `${'word '.repeat(200)}finis` };
    const late = { ...disputed, madeAt: '2026-08-01T00:00:00.000Z' };
    expect(said(late, /^1\. /)).toContain('lapsed on 31 July 2026');
    expect(said(late, /^13\. /)).toMatch(/^Lapsed: 1 of 2/);
    const long = { ...disputed, proposal: { ...disputed.proposal, content } };
    expect(said(long, /^1\. /)).not.toContain('finis');
    expect(said(long, /^13\. /)).toContain('word finis');
  });

  it('warns in so many words where a figure does not come out again', () => {
    const checks = again.checks.map((check) => ({ ...check, holds: false }));
    expect(said(again, /^11\. /)).toContain('to the last digit');
    expect(said({ ...again, checks }, /^11\. /)).toMatch(/WARNING.*Do not vote on it/);
  });
});

describe('the figures of a packet', () => {
  it('are those of its proposal, and parse by their contract and its published schema', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schema/packet.json'), 'utf8')),
    );
    for (const packet of [again, disputed, hostile]) {
      const text = JSON.stringify(packet);
      expect(Packet.parse(JSON.parse(text))).toEqual(JSON.parse(text));
      expect(validate(JSON.parse(text)), JSON.stringify(validate.errors?.[0])).toBe(true);
      const { evidence, proposal, checks } = packet;
      const stated = proposal.content.evidence;
      expect(checks.map(({ holds }) => holds)).toEqual([true, true, true, true]);
      expect({ risk: evidence.reach.risk, coverage: evidence.reach.coverage }).toEqual({
        ...{ risk: stated.risk, coverage: stated.coverage },
      });
      expect(evidence.today?.coverage ?? 0).toBe(stated.currentCoverage);
      expect(evidence.effect.proposed.wrongUpper).toBeCloseTo(
        evidence.decisionsPerMonth * stated.coverage * stated.riskUpper,
        9,
      );
    }
    expect(again.evidence.today?.threshold).toBe(0.95);
  });

  it('reckon with the audit rate of each rung', () => {
    const { evidence, proposal } = again;
    const { autonomous, onTheLoop } = proposal.content.authority;
    expect(onTheLoop).not.toBeNull();
    const taken = evidence.proposed.coverage;
    const high = autonomous === null ? 0 : (evidence.today?.coverage ?? 0);
    const audited = high * (autonomous?.auditRate ?? 0) + (taken - high) * (onTheLoop?.auditRate ?? 0);
    const { reviews, reviewCost, takenAlone } = evidence.effect.proposed;
    expect(takenAlone).toBeCloseTo(evidence.decisionsPerMonth * taken, 9);
    expect(reviews).toBeCloseTo(evidence.decisionsPerMonth * (1 - taken + audited), 6);
    expect(reviewCost).toBeCloseTo(reviews * 4, 9);
    expect(evidence.decisionsPerMonth).toBeCloseTo((evidence.decisions / evidence.days) * 30, 9);
  });

  it('count the past decisions as plain SQL over the files does, and as the frozen evidence does', async () => {
    for (const { record, evidence, proposal } of [again, disputed]) {
      const { authority, evidence: stated } = proposal.content;
      const counted = await plain.row(
        z.object({ decisions: z.number(), wrong: z.number(), busiest: z.number() }),
        sql`WITH last_words AS (SELECT * FROM read_parquet(${board.files[1]})
                QUALIFY row_number() OVER (PARTITION BY decision_id, reviewer_id ORDER BY reviewed_at DESC, verdict = 'agree') = 1),
              words AS (SELECT decision_id, count(*) FILTER (verdict = 'agree') AS right,
                count(*) FILTER (verdict IN ('edit', 'override')) AS wrong FROM last_words GROUP BY decision_id),
              taken AS (SELECT decision_id, decided_at FROM read_parquet(${board.files[0]})
                WHERE domain = ${authority.domain} AND model = ${authority.model} AND confidence >= ${evidence.proposed.threshold}::DOUBLE
                  AND NOT coalesce(list_has_any(triggers, ['regulatory', 'legal_intent', 'frustration', 'amount_over_limit']), false)
                  AND coalesce(amount, 0) <= ${authority.maxAmount ?? 1e9}::DOUBLE AND decided_at <= ${stated.asOf}::TIMESTAMPTZ - INTERVAL 3 DAY)
            SELECT count(*)::DOUBLE AS decisions, count(*) FILTER (words.wrong > 0 AND words.wrong >= words.right)::DOUBLE AS wrong,
              (SELECT max(n) FROM (SELECT count(*) AS n FROM taken GROUP BY decided_at::TIMESTAMP::DATE))::DOUBLE AS busiest
            FROM taken LEFT JOIN words USING (decision_id)`,
      );
      expect(counted).toEqual({
        ...{ decisions: record.taken.decisions, wrong: record.taken.wrong },
        busiest: record.taken.busiestDay?.decisions,
      });
      expect(counted).toMatchObject({
        ...{ decisions: evidence.proposed.decisions, wrong: evidence.proposed.errors },
      });
      expect(record.taken.shown).toHaveLength(counted.wrong);
    }
  });

  it('know how long reviews took, and how many were blind, where the store keeps it', async () => {
    await inStore(async ({ db }) => {
      const row = { domain: 'refunds', model: 'm', confidence: 0.9, decided_at: MAY, verdict: 'agree' };
      await add(
        db,
        ['a', 'b', 'c'].map((decision_id) => ({
          ...{ ...row, decision_id, reviewed_at: MAY },
          reviewer_id: decision_id === 'c' ? null : 'r1',
        })),
      );
      const facts = () => reviewFacts(db, { domain: 'refunds', model: 'm' }, NOW);
      const known = { verdicts: 3, reviewers: 1, unnamed: 1 };
      expect(await facts()).toEqual({ ...known, medianSeconds: null, timed: 0, blindShare: null });
      await db.run(raw('ALTER TABLE verdicts ADD COLUMN IF NOT EXISTS blind BOOLEAN'));
      await db.run(raw('ALTER TABLE verdicts ADD COLUMN IF NOT EXISTS duration_s DOUBLE'));
      await db.run(
        raw(`UPDATE verdicts SET blind = decision_id = 'a', duration_s = 30 WHERE decision_id < 'c'`),
      );
      expect(await facts()).toEqual({ ...known, medianSeconds: 30, timed: 2, blindShare: 0.5 });
    });
  });

  it('say hours only where the record says how long a review takes', () => {
    const withReviews = (medianSeconds: number | null, timed: number): Packet => {
      const review = { ...again.record.review, medianSeconds, timed };
      return { ...again, record: { ...again.record, review } };
    };
    expect(said(withReviews(null, 0), /^4\. /)).toContain('hours are not known');
    expect(said(withReviews(null, 0), /^1\. /)).not.toContain('hours');
    const timed = withReviews(90, 12);
    expect(said(timed, /^4\. /)).toContain('median review of 1.5 minutes');
    expect(said(timed, /^1\. /)).toMatch(/or [\d.]+ hours/);
  });
});

it('keeps a hostile name a name', () => {
  expect(hostile.proposal.domain).toBe(HOSTILE);
  expect(packetDocument(hostile).mark).toMatch(/^P-\d+, digest [0-9a-f]{64}$/);
});

describe('leeway register', () => {
  it('names every domain of the files once, with what the board decided', async () => {
    const register = await registerFromStore(board.at('2026-07-23T00:00:00.000Z'));
    expect(Register.parse(JSON.parse(JSON.stringify(register)))).toEqual(register);
    const names = new Set((await rowsOf(board.files[0])).map((row) => String(row['domain'])));
    expect(register.domains.map(({ domain }) => domain)).toEqual([...names, HOSTILE].sort());
    const of = (name: string) => register.domains.find(({ domain }) => domain === name);
    expect(of('password-reset')).toMatchObject({
      ...{ level: 'on-the-loop', onTheLoop: { threshold: 0.95, auditRate: 0.3 }, version: 2 },
      ...{ since: '2026-07-10T00:00:00.000Z', model: 'agent-2026-01', floor: null },
    });
    expect(of('complaint')).toMatchObject({
      ...{ level: 'floor', since: '2026-07-22T00:00:00.000Z', model: null },
      floor: { reason: 'A person answers', owner: 'legal', legalSource: 'RDG, section 3' },
    });
    expect(of('refunds')).toMatchObject({ level: 'in-the-loop', model: null, version: null, since: null });
  });

  it('gives nobody authority whose time is over, and says since when', async () => {
    const register = await registerFromStore(board.at('2027-01-01T00:00:00.000Z'));
    const one = register.domains.find(({ domain }) => domain === 'password-reset');
    expect(one).toMatchObject({ level: 'in-the-loop', onTheLoop: null, until: null, approvedBy: [] });
    expect(one?.since).toMatch(/^2026-/);
  });

  it('writes a CSV in which no name is a formula', async () => {
    const { domains } = await registerFromStore(board.at('2026-07-23T00:00:00.000Z'));
    const columns = Object.values(REGISTER_COLUMNS);
    const table = csv(domains.map((entry) => columns.map((of) => of(entry))));
    expect(table).toMatch(/^"'=<img/m);
    expect(table).not.toMatch(/(?:^|,)"?=/m);
    expect(registerRow(domains[0] as (typeof domains)[number]).domain).toContain('<img');
  });
});

const SPAN = { from: '2026-04-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z' };
const ask = (change: object = {}) =>
  oversightFromStore(board.at('2026-07-23T00:00:00.000Z'), {
    ...{ configuration: board.configuration, ...SPAN, asOf: '2026-07-23T00:00:00.000Z', ...change },
  });

const Counted = z.object({
  ...{ key: z.string(), decisions: z.number(), judged: z.number(), overridden: z.number() },
  ...{ overdue: z.number(), medianHours: z.number().nullable(), p90Hours: z.number().nullable() },
});

/** The same from the files, in a way of its own. */
async function countedBy(key: 'domain' | 'route' | 'trigger'): Promise<z.infer<typeof Counted>[]> {
  const [decisions, verdicts] = board.files;
  const of = { domain: sql`domain`, route: sql`coalesce(route, '')`, trigger: sql`unnest(triggers)` }[key];
  return plain.rows(
    Counted,
    sql`WITH words AS (SELECT decision_id, min(reviewed_at) AS first, count(*) FILTER (verdict = 'agree') AS right,
          count(*) FILTER (verdict = 'edit') AS edits, count(*) FILTER (verdict = 'override') AS overrides
        FROM (SELECT * FROM read_parquet(${verdicts}) QUALIFY row_number() OVER (PARTITION BY decision_id, reviewer_id ORDER BY reviewed_at DESC, verdict = 'agree') = 1)
        GROUP BY decision_id),
      firsts AS (SELECT decision_id, min(reviewed_at) AS first FROM read_parquet(${verdicts}) GROUP BY decision_id),
      asked AS (SELECT decision_id, ${of} AS key, decided_at, route, review_probability FROM read_parquet(${decisions})
        WHERE decided_at >= ${SPAN.from}::TIMESTAMPTZ AND decided_at < ${SPAN.to}::TIMESTAMPTZ)
      SELECT key, count(*)::DOUBLE AS decisions, count(words.decision_id)::DOUBLE AS judged,
        count(*) FILTER (NOT (words.right > edits + overrides) AND overrides + edits > 0 AND NOT (edits > overrides AND words.right < edits + overrides))::DOUBLE AS overridden,
        count(*) FILTER (words.decision_id IS NULL AND (review_probability = 1 OR (review_probability IS NULL AND route = 'in-the-loop')))::DOUBLE AS overdue,
        quantile_cont(epoch(firsts.first - decided_at) / 3600, 0.5)::DOUBLE AS "medianHours",
        quantile_cont(epoch(firsts.first - decided_at) / 3600, 0.9)::DOUBLE AS "p90Hours"
      FROM asked LEFT JOIN words USING (decision_id) LEFT JOIN firsts USING (decision_id) GROUP BY key ORDER BY key`,
  );
}

describe('leeway oversight', () => {
  it('counts by domain, level and trigger as plain SQL over the files does', async () => {
    const told = overseen;
    const own = told.byDomain.filter(({ domain }) => domain !== HOSTILE);
    const sums = new Map<string, number[]>();
    for (const { domain, decisions, judged, overridden, overdue } of own) {
      const sofar = sums.get(domain) ?? [0, 0, 0, 0];
      sums.set(
        domain,
        [decisions, judged, overridden, overdue].map((one, place) => one + (sofar[place] ?? 0)),
      );
    }
    expect([...sums].sort()).toEqual(
      (await countedBy('domain'))
        .map((one) => [one.key, [one.decisions, one.judged, one.overridden, one.overdue]])
        .sort(),
    );
    const triggers = [...told.byTrigger].sort((a, b) => (a.trigger < b.trigger ? -1 : 1));
    const expected = await countedBy('trigger');
    expect(triggers).toHaveLength(expected.length);
    for (const [place, one] of expected.entries()) {
      const { key: trigger, medianHours, p90Hours, ...counts } = one;
      expect(triggers[place]).toMatchObject({ trigger, ...counts });
      expect(triggers[place]?.medianHours).toBeCloseTo(medianHours ?? Number.NaN, 3);
      expect(triggers[place]?.p90Hours).toBeCloseTo(p90Hours ?? Number.NaN, 3);
    }
    const levels = new Map(told.byLevel.map((one) => [one.level ?? '', one]));
    for (const { key, medianHours, p90Hours, ...counts } of await countedBy('route')) {
      if (key === '') continue;
      expect(levels.get(key as 'autonomous')).toMatchObject(counts);
      expect(levels.get(key as 'autonomous')?.p90Hours).toBeCloseTo(p90Hours ?? Number.NaN, 3);
      expect(levels.get(key as 'autonomous')?.medianHours).toBeCloseTo(medianHours ?? Number.NaN, 3);
    }
  });

  it('has a total that its parts add up to, and calls late what is late', async () => {
    const [late, soon] = [overseen, await ask({ asOf: '2026-06-01T00:00:00.000Z' })];
    for (const part of ['byLevel', 'byDomain'] as const)
      expect(late[part].reduce((sum, { decisions }) => sum + decisions, 0)).toBe(late.total.decisions);
    const { agreed, edited, overridden, unsure, judged, due } = late.total;
    expect(agreed + edited + overridden + unsure).toBe(judged);
    expect(late.total.pending).toBe(0);
    expect(soon.total.pending).toBeGreaterThan(0);
    expect(soon.total.due).toBe(due);
  });

  it('knows reviewers by their role in the configuration, and others by none', async () => {
    const people = {
      'r-01': { roles: ['lead' as const] },
      'r-02': { roles: ['board' as const, 'lead' as const] },
    };
    const { byRole } = await ask({ configuration: { ...board.configuration, people } });
    const expected = await plain.rows(
      z.object({ reviewer: z.string(), verdicts: z.number() }),
      sql`SELECT reviewer_id AS reviewer, count(*)::DOUBLE AS verdicts FROM read_parquet(${board.files[1]}) JOIN read_parquet(${board.files[0]}) USING (decision_id)
        WHERE decided_at >= ${SPAN.from}::TIMESTAMPTZ AND decided_at < ${SPAN.to}::TIMESTAMPTZ GROUP BY reviewer_id`,
    );
    const count = (reviewer: string) => expected.find((one) => one.reviewer === reviewer)?.verdicts;
    const role = (name: string) => byRole.find((one) => one.role === name);
    expect(role('lead')).toMatchObject({ reviewers: 1, verdicts: count('r-01') });
    expect(role('board, lead')).toMatchObject({ reviewers: 1, verdicts: count('r-02') });
    expect(role('(none)')?.reviewers).toBe(expected.length - 2 + 1);
  });

  it('writes pages and tables that hold no markup and no formula of a name', async () => {
    const told = overseen;
    expect(Oversight.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
    const page = await documentHtml(oversightDocument(told));
    expect(page).toContain('&lt;img src=x');
    expect(page.replace(/="[^"]*"/g, '=""')).not.toMatch(/<(?:script|img|link)/);
    const table = csv(oversightRows(told));
    expect(table).not.toMatch(/(?:^|,)"?=/m);
    expect(table.split('\n')[1]).toContain(`all,,,,,${told.total.decisions},`);
  });

  it('refuses a span that ends before it begins', async () => {
    await expect(ask({ from: SPAN.to, to: SPAN.from })).rejects.toMatchObject({ code: 'usage' });
  });
});
