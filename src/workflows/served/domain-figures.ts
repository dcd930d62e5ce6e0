import type { Level } from '../../contracts/decision.ts';
import type { DomainReliabilityReport } from '../../contracts/domain-reliability.ts';
import type { RecommendationReport } from '../../contracts/recommendation.ts';
import type { Register, RegisterEntry } from '../../contracts/register.ts';

/** What a chart over time shows of one domain: of the model that has its authority, else of the newest. */
export interface DomainFigures {
  readonly domain: string;
  readonly level: RegisterEntry['level'];
  /** Confidence from which on the AI acts, by level. */
  readonly inForce: readonly LevelThreshold[];
  readonly recommended: LevelThreshold | null;
  /** Upper bound of the error rate at the certified threshold. */
  readonly errorUpper: number | null;
  readonly errorLimit: number | null;
  readonly coverage: number | null;
  /** Verdicts that count towards the next step, and how many it needs. */
  readonly verdicts: number | null;
  readonly verdictsNeeded: number | null;
}

interface LevelThreshold {
  readonly level: Level;
  readonly threshold: number;
}

/** The figures of every domain that the register knows. What is not known of one is null. */
export function domainFigures(
  { domains }: Register,
  reliable: DomainReliabilityReport,
  { recommendations }: RecommendationReport,
): DomainFigures[] {
  const newest = new Map<string, DomainReliabilityReport['domains'][number]>();
  for (const status of reliable.domains) {
    const other = newest.get(status.domain);
    if (other === undefined || other.lastDecidedAt < status.lastDecidedAt) newest.set(status.domain, status);
  }
  const statuses = new Map(reliable.domains.map((status) => [key(status), status]));
  const recommended = new Map(recommendations.map((one) => [key(one), one]));
  return domains.map((entry) => {
    const { domain, level } = entry;
    const acting = entry.model === null ? undefined : statuses.get(key({ domain, model: entry.model }));
    const status = acting ?? newest.get(domain);
    const own = status === undefined ? undefined : recommended.get(key(status));
    const threshold = own?.proposed?.threshold ?? null;
    return {
      ...{ domain, level, inForce: inForce(entry) },
      recommended: own === undefined || threshold === null ? null : { level: own.level, threshold },
      errorUpper: own?.certified?.riskUpper ?? null,
      errorLimit: status?.limit ?? null,
      coverage: status?.coverage ?? null,
      verdicts: status?.next?.have ?? null,
      verdictsNeeded: status?.next?.need ?? null,
    };
  });
}

function inForce({ autonomous, onTheLoop }: RegisterEntry): LevelThreshold[] {
  return [
    ...(autonomous === null ? [] : [{ level: 'autonomous' as const, threshold: autonomous.threshold }]),
    ...(onTheLoop === null ? [] : [{ level: 'on-the-loop' as const, threshold: onTheLoop.threshold }]),
  ];
}

function key({ domain, model }: { readonly domain: string; readonly model: string }): string {
  return JSON.stringify([domain, model]);
}
