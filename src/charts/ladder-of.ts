import type { TopLevelSpec } from 'vega-lite';
import { actsFrom, levelOf } from '../contracts/authority-level.ts';
import { threshold } from '../contracts/figures.ts';
import type { Alarm, Floor, PolicyRecord } from '../contracts/governance.ts';
import { visible } from '../contracts/visible.ts';
import type { ChartEvent } from './event-marks.ts';
import { type LadderStep, ladderHistory } from './ladder-history.ts';

/** What governance remembers of one domain. */
export interface DomainPast {
  /** The oldest first. */
  readonly policies: readonly PolicyRecord[];
  readonly alarms: readonly Alarm[];
  /** Those that hold now. */
  readonly floors: readonly Floor[];
  /** ISO time up to which it is known. */
  readonly until: string;
  readonly width: number;
}

/** On which rung one domain stood when, by the policies that it had. */
export function ladderOf({ policies, alarms, floors, until, width }: DomainPast): TopLevelSpec {
  return ladderHistory([...steps(policies), ...floors.map(barred)], {
    ...{ until, width },
    events: [...policies.map(changed), ...alarms.map(raised)],
  });
}

function steps(policies: readonly PolicyRecord[]): LadderStep[] {
  return policies.flatMap(({ policy, ended }, place) => {
    const next = policies[place + 1];
    const isGap = ended !== null && next?.policy.validFrom !== ended.at;
    return [
      { at: policy.validFrom, level: levelOf(policy) },
      ...(isGap ? [{ at: ended.at, level: 'in-the-loop' as const }] : []),
    ];
  });
}

function barred({ setAt }: Floor): LadderStep {
  return { at: setAt, level: 'floor' };
}

function changed({ policy, proposal, plan }: PolicyRecord): ChartEvent {
  const lowest = actsFrom(policy);
  return {
    at: policy.validFrom,
    kind: proposal === null && plan === null ? 'demotion' : 'promotion',
    label: lowest === null ? 'taken back' : `to ${threshold(lowest)}`,
  };
}

/** Why an alarm was raised, as short as a picture has room for. */
const ALARM_WORDS: Readonly<Record<string, string>> = {
  drifted: 'errors have risen',
  no_evidence: 'no evidence',
  not_certified: 'no longer certified',
  no_threshold_can_pass: 'no longer certified',
  reviewer_quality: 'reviewers follow the AI',
  stale_data: 'the record is too old',
  stale_model: 'a newer model acts',
};

function raised({ raisedAt, reason }: Alarm): ChartEvent {
  return { at: raisedAt, kind: 'alarm', label: ALARM_WORDS[reason] ?? visible(reason) };
}
