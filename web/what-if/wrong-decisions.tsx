import { useState } from 'preact/hooks';
import { counted, thresholdText } from '../../src/contracts/figures.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import { decisionsAddress } from '../address/addresses.ts';
import { decisionsOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { decisionColumns } from '../decisions/decision-columns.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLast } from '../parts/use-last.ts';
import { DataTable } from '../table/data-table.tsx';
import type { Chosen } from './chosen.ts';
import { amountWords } from './controls.tsx';

const PAGE = 10;

interface WrongDecisionsProps {
  readonly whatIf: WhatIf;
  /** As it was when the hand last rested. */
  readonly chosen: Chosen;
  /** Whether it still is so. */
  readonly isResting: boolean;
}

/** The very decisions that the AI would have taken alone and that people then changed. */
export function WrongDecisions({ whatIf, chosen: { place, step }, isResting }: WrongDecisionsProps) {
  const { domain, thresholds, steps } = whatIf;
  const own = steps[step];
  const where = conditionsOf(whatIf, thresholds[place] ?? 1, own?.maxAmount ?? null);
  // Each point begins with its first page.
  const [page, setPage] = useState<{ readonly of: string; readonly after: readonly string[] }>({
    of: '',
    after: [],
  });
  const of = where.join('\n');
  const after = page.of === of ? page.after : [];
  const asked = useAnswer(decisionsOf(domain, where, PAGE, after.at(-1) ?? ''));
  const { shown, isOld } = useLast(asked);
  const upTo = own === undefined || own.maxAmount === null ? '' : `, up to ${amountWords(own.maxAmount)}`;
  return (
    <section
      class="explorer-wrong"
      aria-label="What would have been wrong"
      aria-busy={!isResting || isOld || undefined}
    >
      <h3>{`Decisions that would have been wrong from ${thresholdText(thresholds[place] ?? 1)} on${upTo}`}</h3>
      <Answered asked={shown} waiting={<Skeleton kind="table" />}>
        {({ total, decisions, next }) =>
          total === 0 ? (
            <p>
              {own?.reviewed[place] === 0
                ? 'Nobody has reviewed a decision there yet: none is known to be wrong, and none to be right.'
                : `None of the ${counted(own?.reviewed[place] ?? 0, 'decision')} that people reviewed there.`}
            </p>
          ) : (
            <>
              <p>
                {`${counted(total, 'decision')} of the ${counted(own?.reviewed[place] ?? 0, 'reviewed one')}, the newest first. `}
                <a href={`${decisionsAddress(domain)}?${new URLSearchParams({ where: of })}`}>
                  All of them, with filters
                </a>
              </p>
              <DataTable
                caption="Decisions that would have been wrong"
                columns={decisionColumns(decisions, true)}
                rows={decisions}
                sort={null}
              />
              <p class="pages">
                {after.length > 0 && (
                  <button type="button" onClick={() => setPage({ of, after: after.slice(0, -1) })}>
                    Newer
                  </button>
                )}
                {next !== null && (
                  <button type="button" onClick={() => setPage({ of, after: [...after, next] })}>
                    Older
                  </button>
                )}
              </p>
            </>
          )
        }
      </Answered>
    </section>
  );
}

/** What the server is asked for: just those that the figures count. */
function conditionsOf(
  { model, alwaysReview, countedUntil, maxAmount: most }: WhatIf,
  threshold: number,
  maxAmount: number | null,
): string[] {
  return [
    'verdict=wrong',
    `model=${model}`,
    `confidence>=${threshold}`,
    ...(maxAmount === null && most === null ? [] : [`amount<=${maxAmount ?? most}`]),
    ...alwaysReview.map((trigger) => `trigger!=${trigger}`),
    ...(countedUntil === null ? [] : [`decided_at<=${countedUntil}`]),
  ];
}
