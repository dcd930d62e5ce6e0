import type { DomainAuditPlan } from '../../src/contracts/audit-plan.ts';
import type { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import { auditPlanRow } from '../../src/reports/audit-plan-row.ts';

/** What should be reviewed in one domain, of the model that decides there, and what reviews have shown so far. */
export interface PlanRow extends DomainAuditPlan {
  /** When the verdicts are there, or why they bring nothing, in a few words. */
  readonly ready: string;
  /** Error rates of all that was reviewed; null where nothing was, or that is not known. */
  readonly error: DomainReliability['error'] | null;
}

const RANKS = { reachable: 0, kept: 1, 'out-of-reach': 2 } as const;

/** What gains most first: by its turn for the budget, else by decisions a day that a missing review brings. */
export function planRows(
  plans: readonly DomainAuditPlan[],
  reliability: readonly DomainReliability[],
): PlanRow[] {
  const errors = new Map(reliability.map(({ domain, model, error }) => [`${domain}\n${model}`, error]));
  return plans
    .map((one) => ({
      ...one,
      ready: auditPlanRow(one).ready,
      error: errors.get(`${one.domain}\n${one.model}`) ?? null,
    }))
    .sort(
      (a, b) =>
        RANKS[a.status] - RANKS[b.status] ||
        (a.turn ?? 0) - (b.turn ?? 0) ||
        worth(b) - worth(a) ||
        a.domain.localeCompare(b.domain),
    );
}

function worth({ adds, missing }: DomainAuditPlan): number {
  return adds / Math.max(1, missing ?? 1);
}
