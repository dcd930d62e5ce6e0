import type {
  BacktestDomain,
  BacktestMethod,
  BacktestReport,
  BacktestTotals,
  Demotion,
} from '../contracts/backtest.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import { declaredInclusion } from '../contracts/declared-inclusion.ts';
import { type Evidence, START_DECISIONS } from '../contracts/evidence.ts';
import type { NightCells, Nights } from '../contracts/night-cells.ts';
import { DAY_MS } from '../contracts/time.ts';
import { ARL_NIGHTS } from '../tuning/find-drift.ts';
import { SHIFT_ARL_NIGHTS } from '../tuning/find-shift.ts';
import { targetOf } from '../tuning/target.ts';
import { METHODS } from '../validation/methods.ts';
import { fixedWatcher } from '../validation/usual-watchers.ts';
import { type Flight, fly } from './fly.ts';
import { LeewayPilot } from './leeway-pilot.ts';
import type { Pilot } from './pilot.ts';
import { Score } from './score.ts';
import type { ReviewRule } from './seen.ts';
import { UsualPilot } from './usual-pilot.ts';

/** One (domain, model) of a history. */
export interface BacktestSubject {
  readonly cells: NightCells;
  readonly rules: DomainRules;
  readonly selection: Evidence['selection'];
  readonly startConfidences: readonly number[];
  readonly auditRate: number;
}

interface Walk {
  readonly subject: BacktestSubject;
  readonly flight: Flight;
  readonly pilot: Pilot;
}

/**
 * Walks through a history with each method: what it would have allowed then, with what was known then, and what came
 * of it. Deterministic.
 */
export function backtest(subjects: readonly BacktestSubject[], nights: Nights, seed: number): BacktestReport {
  const newest = successors(subjects);
  const names: readonly BacktestMethod[] = ['leeway', 'leeway-unpaced', 'fixed-0.7', ...USUAL];
  const walks = new Map(
    names.map((method) => [
      method,
      subjects.map((subject, i) => walk(method, subject, nights, newest[i] ?? null, seed)),
    ]),
  );
  const ours = walks.get('leeway') ?? [];
  const at = (night: number): string => new Date(nights.start + night * nights.lengthMs).toISOString();
  return {
    version: 1,
    seed,
    stepDays: nights.lengthMs / DAY_MS,
    steps: Array.from({ length: nights.count }, (_, night) => ({
      at: at(night),
      decisions: ours.reduce((sum, { flight }) => sum + (flight.decisions[night] as number), 0),
      automated: ours.reduce((sum, { flight }) => sum + (flight.automated[night] as number), 0),
    })),
    domains: ours.map((one) => domainOf(one, (night) => at(night + 1))),
    methods: Object.fromEntries([...walks].map(([method, all]) => [method, totalsOf(all)])),
  };
}

const USUAL = (Object.keys(METHODS) as (keyof typeof METHODS)[]).filter((name) => name !== 'leeway');

function walk(
  method: BacktestMethod,
  subject: BacktestSubject,
  nights: Nights,
  successor: number | null,
  seed: number,
): Walk {
  const pilot = newPilot(method, subject, nights.lengthMs, seed);
  return { subject, pilot, flight: fly(subject.cells, nights.count, reviewRule(subject), successor, pilot) };
}

function newPilot(method: BacktestMethod, subject: BacktestSubject, nightMs: number, seed: number): Pilot {
  const { rules, cells, selection, startConfidences } = subject;
  if (method !== 'leeway' && method !== 'leeway-unpaced') {
    const newWatcher = method === 'fixed-0.7' ? fixedWatcher(0.7) : METHODS[method];
    return new UsualPilot(newWatcher, targetOf(rules).risk, rules.delta);
  }
  return new LeewayPilot({
    ...{ domain: cells.domain, model: cells.model, rules, selection, startConfidences, nightMs },
    startDecisions: START_DECISIONS,
    arlNights: Math.max(1, (ARL_NIGHTS * DAY_MS) / nightMs),
    shiftArlNights: Math.max(1, (SHIFT_ARL_NIGHTS * DAY_MS) / nightMs),
    paced: method === 'leeway',
    seed,
  });
}

function reviewRule({ cells, rules, selection, auditRate }: BacktestSubject): ReviewRule {
  const declared = declaredInclusion(rules, selection);
  const recorded = cells.inclusion.reduce((least, one) => (one < least ? one : least), 1);
  return { declared, smallest: Math.min(recorded, declared ?? 1), auditRate };
}

/** For each subject the first night in which a model that began later decided in its domain. */
function successors(subjects: readonly BacktestSubject[]): (number | null)[] {
  const began = subjects.map(({ cells }) => cells.decided[0] ?? 0);
  return subjects.map(({ cells }, i) => {
    const later = subjects.flatMap((other, j) =>
      other.cells.domain === cells.domain && (began[j] as number) > (began[i] as number)
        ? [began[j] as number]
        : [],
    );
    return later.length === 0 ? null : Math.min(...later);
  });
}

function domainOf({ subject, flight, pilot }: Walk, at: (night: number) => string): BacktestDomain {
  const { cells, rules } = subject;
  const drifted = pilot.demotions.map(({ night, nightsSince }): Demotion => {
    const since = flight.automated.slice(Math.max(0, night - nightsSince + 1), night + 1);
    return {
      at: at(night),
      reason: 'drifted',
      nightsSinceChange: nightsSince,
      automatedSinceChange: since.reduce((sum, one) => sum + one, 0),
    };
  });
  const ended: Demotion[] =
    flight.ended === null
      ? []
      : [
          {
            at: at(flight.ended),
            reason: 'newer-model',
            nightsSinceChange: null,
            automatedSinceChange: null,
          },
        ];
  return {
    domain: cells.domain,
    model: cells.model,
    risk: targetOf(rules).risk,
    delta: rules.delta,
    ...flight.score.realised(),
    breach: flight.score.breaks(targetOf(rules).risk),
    promotions: pilot.promotions.map(({ night, thresholdPpm, coverage }) => ({
      at: at(night),
      threshold: thresholdPpm / 1_000_000,
      coverage,
    })),
    demotions: [...drifted, ...ended],
    confidenceShifts: pilot.shifts.map(({ night, direction }) => ({ at: at(night), direction })),
  };
}

function totalsOf(walks: readonly Walk[]): BacktestTotals {
  const total = new Score();
  for (const { flight } of walks) total.add(flight.score);
  const acting = walks.filter(({ flight }) => flight.score.automated > 0);
  return {
    ...total.realised(),
    domainsActing: acting.length,
    domainsOverLimit: acting.filter(
      ({ flight, subject }) => (flight.score.realised().realisedRisk ?? 0) > targetOf(subject.rules).risk,
    ).length,
    breaches: acting.filter(({ flight, subject }) => flight.score.breaks(targetOf(subject.rules).risk))
      .length,
  };
}
