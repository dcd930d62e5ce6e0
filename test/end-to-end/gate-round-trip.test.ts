import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import type { Level } from '../../src/contracts/decision.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { createGate, decisionLine, verdictLine } from '../../src/gate/index.ts';
import { recommendFromStore } from '../../src/workflows/ask-record.ts';
import { ingestFiles, initStore } from '../../src/workflows/keep-store.ts';
import { policy, SALT } from '../support/policy.ts';
import { random } from '../support/random.ts';
import { onlyEvidence, readFiles } from '../support/read-files.ts';
import { temporaryFolder } from '../support/write-history.ts';

const COUNT = 9000;
const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);
/** In force after the first third of the stream. */
const SECOND = BEGIN + (COUNT / 3) * 0.1 * HOUR_MS;
const iso = (at: number): string => new Date(at).toISOString();

/** A stream whose truth is known: errors grow with doubt, and are many where a trigger, no amount or a large one is. */
function lifeOf(seed: number) {
  const chance = random(seed);
  let at = BEGIN;
  const first = policy({
    ...{ version: 1, autonomous: null, onTheLoop: { threshold: 0.8, auditRate: 0.5 } },
    ...{ validFrom: iso(BEGIN), expiresAt: iso(SECOND) },
  });
  const second = policy({
    ...{ version: 2, autonomous: { threshold: 0.9, auditRate: 0.15 } },
    ...{ onTheLoop: { threshold: 0.8, auditRate: 0.4 }, validFrom: iso(SECOND) },
  });
  const gates = [first, second].map((one) => createGate([one], { salt: SALT, now: () => at }));
  const decisions: string[] = [];
  const verdicts: string[] = [];
  const truths = Array.from({ length: COUNT }, (_, index) => {
    at = BEGIN + index * 0.1 * HOUR_MS;
    const gate = gates[at < SECOND ? 0 : 1];
    const confidence = (50 + chance.below(50)) / 100;
    const trigger = chance.pick(['legal', 'vip', 'vip', 'vip', 'vip']);
    const amount = chance.pick([null, 400, 10, 20, 30, 40, 50, 60]);
    const isHard = trigger === 'legal' || amount === null || amount === 400;
    const isWrong = chance.chance(isHard ? 0.5 : 0.5 * (1 - confidence));
    const decision = {
      ...{ domain: 'refunds', model: 'agent-1', confidence, amount },
      ...{ triggers: [trigger], decisionId: `T-${index}` },
    };
    const route = gate?.route(decision) ?? expect.fail('no gate');
    decisions.push(decisionLine(decision, route, { decidedAt: iso(at) }));
    const judged = { reviewed_at: iso(at + HOUR_MS), reviewer_id: chance.pick(['ann', 'bob']) };
    if (route.audit)
      verdicts.push(
        verdictLine({ decision_id: `T-${index}`, verdict: isWrong ? 'override' : 'agree', ...judged }),
      );
    return { confidence, isHard, isWrong, level: route.level };
  });
  return { decisions, verdicts, truths };
}

const config = {
  defaults: { risk: 0.08, maxStep: 1, maturity: '0d' },
  domains: { refunds: { maxAmount: 250, alwaysReview: ['legal'] } },
};

describe('what a gate wrote down', () => {
  it('is evidence for the same decisions that it lets the AI take, with the chances that it drew by', async () => {
    const { decisions, verdicts, truths } = lifeOf(11);
    const folder = temporaryFolder();
    const files = ['decisions.jsonl', 'verdicts.jsonl'].map((name) => join(folder, name));
    for (const [place, lines] of [decisions, verdicts].entries())
      writeFileSync(files[place] ?? '', lines.join(''));
    const evidence = onlyEvidence(await readFiles(files, { config }));

    expect(evidence.selection).toBe('audited');
    // Audits came as often as their probabilities promise.
    const { expected, observed } = evidence.audits ?? expect.fail('no audits');
    expect(Math.abs(observed - expected) / Math.sqrt(expected)).toBeLessThan(4);
    const eligible = evidence.cells.filter((cell) => cell.eligible);
    const sum = (cells: typeof eligible): number => cells.reduce((all, { decisions: n }) => all + n, 0);
    expect(sum(eligible)).toBe(truths.filter(({ isHard }) => !isHard).length);
    expect(evidence.cells.filter((cell) => !cell.eligible).every(({ inclusion }) => inclusion === 1)).toBe(
      true,
    );
    // By band and policy: what the gate drew by, and the smallest rate of the policy in force.
    const seen = new Set(
      eligible.map(({ band, inclusion, smallestInclusion }) => {
        const rung: Level | 'low' = band >= 900_000 ? 'autonomous' : band >= 800_000 ? 'on-the-loop' : 'low';
        return `${rung} ${inclusion} of ${smallestInclusion}`;
      }),
    );
    expect([...seen].sort()).toEqual([
      'autonomous 0.15 of 0.15',
      'autonomous 0.5 of 0.5',
      'low 1 of 0.15',
      'low 1 of 0.5',
      'on-the-loop 0.4 of 0.15',
      'on-the-loop 0.5 of 0.5',
    ]);

    const place = { path: join(folder, 'leeway.duckdb'), now: '2026-06-01T00:00:00.000Z' };
    const configuration = Configuration.parse(config);
    await initStore(place, { salt: SALT, hashReviewers: false });
    await ingestFiles(place, {
      ...{ files, mapping: Mapping.parse({}), configuration, quarantineFile: null },
      beforeAdding: (refused) => expect(refused).toEqual([]),
    });
    const report = await recommendFromStore(place, { configuration, asOf: null, firstLook: false });
    const [one] = report.recommendations;
    const certified = one?.certified ?? expect.fail(one?.reasons.join(' '));
    expect(one).toMatchObject({ selection: 'audited', pending: 0, refusal: null });
    expect(one?.certificate?.method).toBe('inverse-propensity-e-process');
    // The truth of all decisions that the AI would take there, of which people have seen a part.
    const taken = truths.filter(({ isHard, confidence }) => !isHard && confidence >= certified.threshold);
    const truth = taken.filter(({ isWrong }) => isWrong).length / taken.length;
    expect(certified.coverage).toBeCloseTo(taken.length / COUNT, 6);
    expect(truth).toBeLessThan(certified.riskUpper);
    expect(certified.threshold).toBeLessThan(0.8);
    expect(Math.abs(certified.risk - truth)).toBeLessThan(0.02);
    // Doubtful decisions were seen more often: counted without their chances, errors would be too many.
    expect(one?.naive.risk ?? 0).toBeGreaterThan(certified.risk + 0.01);
  });
});
