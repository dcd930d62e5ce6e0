import type { Authority, Rung } from '../../src/contracts/policy.ts';
import type { ProposalContent, ProposalKind } from '../../src/contracts/proposal.ts';
import { DAY_MS } from '../../src/contracts/time.ts';
import { activePolicy, lastVersion } from '../../src/governance/look-up.ts';
import { authorityOf } from '../../src/governance/rules/steps.ts';
import type { Standing } from '../../src/governance/standing.ts';
import { AUTHORITY, day, evidence, hash } from './governance.ts';
import type { On } from './governance-life.ts';
import type { Random } from './random.ts';

const THRESHOLDS = [0.82, 0.85, 0.88, 0.9, 0.92, 0.94, 0.96];
const KINDS: readonly ProposalKind[] = [
  'promotion',
  'promotion',
  'renewal',
  'standing-plan',
  'standing-plan',
];
const GERMAN = { column: 'language', value: 'de' };

/** Share of all decisions that an authority would take: fewer at a higher threshold and of smaller amounts. */
export function coverageOf({ autonomous, onTheLoop, maxAmount }: Authority): number {
  const thresholds = [autonomous, onTheLoop].flatMap((rung) => rung?.threshold ?? []);
  if (thresholds.length === 0) return 0;
  return 1.2 * (1 - Math.min(...thresholds)) * (maxAmount !== null && maxAmount < 250 ? 0.8 : 1);
}

/** Something that somebody may want: often a little more than what is held, now and then anything. */
export function someAuthority({ governance, now, model }: On, random: Random, domain: string): Authority {
  const held = activePolicy(governance, domain, now)?.policy ?? null;
  const base: Authority = held === null ? { ...AUTHORITY, domain, model } : authorityOf(held);
  const from = base.onTheLoop?.threshold ?? base.autonomous?.threshold ?? 0.96;
  const isWatched = held !== null && Date.parse(now) - Date.parse(held.validFrom) > 6 * DAY_MS;
  const threshold = random.chance(0.8)
    ? Math.max(0.5, Math.round((from - random.pick([0, 0.01, 0.02, 0.03])) * 1000) / 1000)
    : random.pick(THRESHOLDS);
  const { autonomous, onTheLoop } = someRungs(base, threshold, isWatched, random);
  return {
    ...{ domain, autonomous, onTheLoop },
    model: random.chance(0.96) ? model : random.pick(['agent-2026-05', 'agent-2026-06']),
    alwaysReview: random.chance(0.95)
      ? base.alwaysReview
      : random.pick([[], ['regulatory'], ['regulatory', 'fraud']]),
    maxAmount: random.chance(0.9) ? base.maxAmount : random.pick([100, 250, 250, 400, null]),
    excluded: random.chance(0.9) ? base.excluded : random.pick([[], [GERMAN]]),
  };
}

function someRungs(
  base: Authority,
  threshold: number,
  isWatched: boolean,
  random: Random,
): Pick<Authority, 'autonomous' | 'onTheLoop'> {
  const rate = (usual: number): number => (random.chance(0.97) ? usual : random.pick([0.01, 0.02, 0.1, 0.5]));
  const onTheLoop: Rung = { threshold, auditRate: rate(0.3) };
  const known = base.autonomous ?? base.onTheLoop;
  if (random.chance(0.01)) return { autonomous: null, onTheLoop: null };
  if (base.autonomous === null && !random.chance(isWatched ? 0.6 : 0.06))
    return { autonomous: null, onTheLoop };
  const from = random.chance(0.9) ? (known?.threshold ?? threshold) : threshold;
  const autonomous: Rung = { threshold: Math.max(threshold, from), auditRate: rate(0.05) };
  return { autonomous, onTheLoop: random.chance(0.1) ? null : onTheLoop };
}

/** Less than what is held, mostly: a higher threshold, a smaller amount or more that people see. */
export function somethingLess(on: On, random: Random, domain: string): Authority {
  const held = activePolicy(on.governance, domain, on.now)?.policy ?? null;
  if (held === null || random.chance(0.25)) return someAuthority(on, random, domain);
  const raised = (rung: Rung | null): Rung | null =>
    rung && { ...rung, threshold: Math.min(1, rung.threshold + 0.02) };
  const authority = authorityOf(held);
  return random.pick([
    { ...authority, autonomous: raised(held.autonomous), onTheLoop: raised(held.onTheLoop) },
    { ...authority, maxAmount: 100 },
    // This one is more: half as many are seen.
    {
      ...authority,
      onTheLoop: held.onTheLoop && { ...held.onTheLoop, auditRate: held.onTheLoop.auditRate / 2 },
    },
    { ...authority, excluded: [GERMAN], autonomous: held.onTheLoop === null ? held.autonomous : null },
  ]);
}

/** A proposal that somebody may write: mostly as it should be, now and then wrong in something. */
export function someContent(
  on: On,
  random: Random,
  domain: string,
  kind: ProposalKind = random.pick(KINDS),
): ProposalContent {
  const { governance, now, standing } = on;
  const held = activePolicy(governance, domain, now)?.policy ?? null;
  const wished = someAuthority(on, random, domain);
  const authority =
    kind === 'renewal' && held !== null && random.chance(0.7)
      ? { ...authorityOf(held), model: held.model }
      : wished;
  const said = standing === null ? { asOf: now, certificate: hash('none') } : standing;
  const asOf = random.chance(0.95) ? said.asOf : day(0);
  const coverages = [held === null ? 0 : coverageOf(held), coverageOf(authority)] as const;
  const wrong = random.chance(0.05);
  return {
    ...{ kind, authority, plan: kind === 'standing-plan' ? somePlan(now, random) : null },
    quorum: random.chance(0.94)
      ? { lead: 1, board: 1 }
      : random.pick([
          { lead: 0, board: 0 },
          { lead: 2, board: 0 },
          { lead: 1, board: 2 },
        ]),
    replaces: {
      version:
        lastVersion(governance, domain) -
        (random.chance(0.03) && lastVersion(governance, domain) > 0 ? 1 : 0),
      authority: held === null || random.chance(0.03) ? null : authorityOf(held),
    },
    evidence: {
      ...evidence({ ...said, asOf }, wrong ? 0.3 : coverages[0], coverages[1]),
      ...(random.chance(0.01) && { risk: Number.NaN }),
    },
    rationale: '',
  };
}

/** What the evidence may say that day: mostly much, now and then little, something else or nothing. */
export function someStanding(random: Random, asOf: string, model: string): Standing | null {
  if (random.chance(0.01)) return null;
  const certifiedThreshold = random.chance(0.94) ? 0.8 : random.pick([0.9, 0.94, null]);
  return {
    ...{
      asOf,
      model: random.chance(0.98) ? model : 'agent-2026-07',
      certificate: hash(asOf),
      certifiedThreshold,
    },
    certifiedAmount: random.chance(0.97) ? 250 : random.pick([100, null]),
    refusal: certifiedThreshold === null || random.chance(0.01) ? 'drifted' : null,
    ...(random.chance(0.02) && { excluded: [{ column: 'language', value: 'de' }] }),
  };
}

function somePlan(now: string, random: Random): NonNullable<ProposalContent['plan']> {
  const until = Date.parse(now) + (random.chance(0.95) ? 60 : random.pick([-1, 5])) * DAY_MS;
  return {
    lowestThreshold: random.pick([0.8, 0.85, 0.9]),
    highestCoverage: random.pick([0.2, 0.3, 0.5]),
    highestAmount: random.pick([250, 250, 100, null]),
    until: new Date(until).toISOString(),
  };
}
