import { whatIfOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import type { RecordProps } from '../domain/record-props.ts';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Explorer } from './explorer.tsx';

/** What another threshold would mean, and whether it is certified. */
export function WhatIfPart({ report: { domain, cuts }, acting }: RecordProps) {
  const asked = useAnswer(whatIfOf(domain));
  return (
    <Answered
      asked={asked}
      waiting={
        <>
          <Skeleton kind="words" />
          <Skeleton kind="chart" />
        </>
      }
    >
      {(whatIf) =>
        whatIf.thresholds.length === 0 ? (
          <p>
            None of its decisions is one that the AI might take: all have a trigger, or an amount too large.
          </p>
        ) : (
          <Explorer whatIf={whatIf} seconds={cuts.review.medianSeconds} next={acting?.next ?? null} />
        )
      }
    </Answered>
  );
}
