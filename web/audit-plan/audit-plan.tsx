import { useMemo } from 'preact/hooks';
import type { AuditPlanReport } from '../../src/contracts/audit-plan.ts';
import type { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import { unbroken } from '../../src/contracts/figures.ts';
import { type Filters, useFilters } from '../address/use-filters.ts';
import { auditPlanOf, RELIABILITY } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { NoDecisions } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { Draw } from './draw.tsx';
import { NoPlan } from './no-plan.tsx';
import { type PlanAsk, planAsk, planQuery } from './plan-ask.ts';
import { PLAN_COLUMNS } from './plan-columns.tsx';
import { PlanFields } from './plan-fields.tsx';
import { PLAN_FILTERS, PlanFilters, useFilteredPlan } from './plan-filters.tsx';
import { planReading } from './plan-reading.ts';
import { planRows } from './plan-row.ts';
import { Reasons } from './reasons.tsx';

const WORDS = ['audit', 'audit rate', 'inclusion probability', 'naive figure', 'interval'];

const WAITING = (
  <>
    <Skeleton kind="words" />
    <Skeleton kind="table" />
  </>
);

/** What to review next and why, in every domain. */
export function AuditPlan() {
  const filters = useFilters();
  const plan = planAsk(filters);
  const asked = both(useAnswer(auditPlanOf(planQuery(plan))), useAnswer(RELIABILITY));
  const { answer } = asked;
  const isEmpty = answer.state === 'refused' && answer.refusal.isEmpty === true;
  return (
    <Page title="Audit plan" asOf={answer.state === 'answered' ? answer.value[0].asOf : null} words={WORDS}>
      {!isEmpty && <PlanFields filters={filters} />}
      {answer.state === 'refused' && answer.refusal.status === 400 ? (
        <NoPlan refusal={answer.refusal} filters={filters} />
      ) : (
        <Answered asked={asked} waiting={WAITING}>
          {([report, reliability]) => (
            <Filled report={report} reliability={reliability} plan={plan} filters={filters} />
          )}
        </Answered>
      )}
    </Page>
  );
}

interface FilledProps {
  readonly report: AuditPlanReport;
  readonly reliability: DomainReliabilityReport;
  readonly plan: PlanAsk;
  readonly filters: Filters;
}

function Filled({ report, reliability, plan, filters }: FilledProps) {
  const rows = useMemo(() => planRows(report.domains, reliability.domains), [report, reliability]);
  const left = useFilteredPlan(rows, filters);
  if (rows.length === 0) return <NoDecisions />;
  const [next, takes] = planReading(report, rows);
  return (
    <>
      <div class="overview">
        <p class="lede">{unbroken(next)}</p>
        <p>{unbroken(takes)}</p>
      </div>
      <FilteredTable
        noun="domain"
        caption="The audit plan"
        file="audit-plan.csv"
        columns={PLAN_COLUMNS}
        names={PLAN_FILTERS}
        rows={rows}
        left={left}
        filters={filters}
      >
        <PlanFilters filters={filters} />
      </FilteredTable>
      <Reasons rows={left} />
      <Draw asked={plan} asOf={report.asOf} domains={report.domains} />
    </>
  );
}
