import type { Evidence, EvidenceCell, Outcome, Selection } from '../../src/contracts/evidence.ts';
import type { Random } from './random.ts';

/** One mature decision, as the tests know it. */
export interface Row {
  readonly ppm: number;
  readonly eligible: boolean;
  readonly outcome: Outcome;
  readonly loss: number | null;
  readonly inclusion: number | null;
  readonly smallestInclusion: number | null;
}

/** A fully reviewed decision that may be taken alone; what differs is said. */
export function row(over: Partial<Row> = {}): Row {
  const outcome = over.outcome ?? 'agree';
  const loss = outcome === 'agree' ? 0 : outcome === 'edit' || outcome === 'override' ? 1 : null;
  return { ppm: 900_000, eligible: true, outcome, loss, inclusion: 1, smallestInclusion: 1, ...over };
}

export function rows(count: number, over: Partial<Row> = {}): Row[] {
  return Array.from({ length: count }, () => row(over));
}

/** The evidence that rows give, in their order in time; frozen, so that nothing may change it. */
export function evidenceOf(all: readonly Row[], over: Partial<Evidence> = {}): Evidence {
  const cells = new Map<string, EvidenceCell>();
  for (const one of all) {
    const { ppm, ...key } = one;
    const name = JSON.stringify([ppm, key]);
    const cell = cells.get(name) ?? {
      domain: 'refunds',
      model: 'agent-1',
      band: ppm,
      ...key,
      decisions: 0,
      excess: 0,
      excessSquared: 0,
      amountCents: 0,
    };
    cell.decisions += 1;
    cells.set(name, cell);
  }
  const selection: Selection = all.every((one) => one.inclusion === 1) ? 'full' : 'audited';
  const first = all
    .slice(0, 500)
    .filter((one) => one.eligible)
    .map((one) => one.ppm);
  return deepFreeze({
    domain: 'refunds',
    model: 'agent-1',
    selection,
    audits: null,
    firstDecidedAt: '2026-03-01T00:00:00.000Z',
    lastDecidedAt: '2026-05-01T00:00:00.000Z',
    decisions: all.length,
    immature: 0,
    bands: 'exact' as const,
    startConfidences: first.sort((a, b) => b - a),
    cells: [...cells.values()],
    ...over,
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** A review policy: inclusion probability by confidence. */
const POLICIES: readonly ((ppm: number) => number)[] = [
  () => 1,
  (ppm) => (ppm >= 900_000 ? 0.2 : 1),
  (ppm) => (ppm >= 950_000 ? 0.1 : ppm >= 900_000 ? 0.5 : 1),
  () => 0.3,
];

/** A random history: any mixture of policies, losses, pending and unsure verdicts, ties and ineligible decisions. */
export function randomRows(
  chance: Random,
  over: { readonly audited?: boolean; readonly graded?: boolean } = {},
): Row[] {
  const audited = over.audited ?? chance.chance(0.6);
  const graded = over.graded ?? chance.chance(0.4);
  const count = chance.pick([0, 1, 2, 10, 60, 300, 900, 900]);
  const levels = chance.pick([1, 3, 10, 1000]);
  const [pending, unsure, ineligible] = [0.02, 0.03, 0.1].map((share) => (chance.chance(0.5) ? share : 0));
  const badness = chance.pick([0, 0.02, 0.1, 0.5, 1]);
  const slope = chance.pick([-1, 0, 1, 1]);
  const policies = audited
    ? [chance.pick(POLICIES), chance.pick(POLICIES)]
    : [POLICIES[0] as (typeof POLICIES)[0]];
  return Array.from({ length: count }, (_, index) => {
    const ppm = Math.round(1_000_000 * (1 - (chance.below(levels) / levels) ** 2 * 0.6));
    const policy = policies[Math.floor((index / count) * policies.length)] as (typeof POLICIES)[0];
    const inclusion = policy(ppm);
    const smallestInclusion = Math.min(...[1_000_000, 920_000, 0].map(policy));
    const base = { ppm, eligible: !chance.chance(ineligible ?? 0), inclusion, smallestInclusion };
    if (!chance.chance(inclusion)) return row({ ...base, outcome: 'unreviewed' });
    if (chance.chance(unsure ?? 0)) return row({ ...base, outcome: 'unsure' });
    if (inclusion === 1 && chance.chance(pending ?? 0)) return row({ ...base, outcome: 'pending' });
    const distance = slope === 0 ? 0.5 : slope * (1 - ppm / 1_000_000) + (slope < 0 ? 0.6 : 0);
    if (!chance.chance(Math.min(1, 2 * badness * distance))) return row({ ...base, outcome: 'agree' });
    return graded && chance.chance(0.5)
      ? row({ ...base, outcome: 'edit', loss: chance.pick([0, 0.1, 0.25, 0.5]) })
      : row({ ...base, outcome: 'override' });
  });
}
