import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import { amountText, limitPercent, percent, percentUp, unbroken } from '../../src/contracts/figures.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import type { Chosen } from './chosen.ts';
import { differenceText, roundText, spanText } from './outcome-text.ts';
import { type Outcome, reckon, reckonToday } from './reckon.ts';

interface OutcomeFactsProps {
  readonly whatIf: WhatIf;
  readonly chosen: Chosen;
}

/** What the chosen point comes to in a week, and how that differs from today. */
export function OutcomeFacts({ whatIf, chosen }: OutcomeFactsProps) {
  const step = whatIf.steps[chosen.step];
  if (step === undefined) return null;
  const now = reckon(whatIf.perWeek, step, chosen.place, whatIf.auditRate, chosen);
  const today = reckonToday(whatIf, chosen);
  const change = (of: (outcome: Outcome) => number | null, unit = ''): string =>
    today === null ? '' : differenceText(of(now), of(today), unit);
  const [risk, upper] = [step.risk[chosen.place] ?? null, step.riskUpper[chosen.place] ?? null];
  return (
    <dl class="facts" data-figures>
      <Fact
        words="Taken alone"
        value={percent(now.coverage)}
        beside={`${roundText(now.alone)} a week`}
        change={change(({ coverage }) => coverage * 100, ' points')}
      />
      <Fact
        words="Expected wrong"
        value={roundText(now.wrong.value)}
        beside={`a week ${spanText(now.wrong)}`}
        change={change(({ wrong }) => wrong.value)}
      />
      {whatIf.limit !== null && (
        <Fact
          words="Error rate by the limit"
          value={risk === null ? '–' : `${percentUp(risk, upper)} %`}
          beside={upper === null ? '' : `(at most ${percentUp(upper, whatIf.limit)})`}
          change={`limit ${limitPercent(whatIf.limit)}`}
        />
      )}
      <Fact
        words="Hours saved"
        value={roundText(now.hoursSaved)}
        beside="a week"
        change={change(({ hoursSaved }) => hoursSaved)}
      />
      <Fact
        words="Money saved"
        value={roundText(now.moneySaved.value)}
        beside={`a week ${spanText(now.moneySaved)}`}
        change={change(({ moneySaved }) => moneySaved.value)}
      />
    </dl>
  );
}

interface FactProps {
  readonly words: string;
  readonly value: string;
  readonly beside: string;
  /** Against today; empty where there is nothing to compare with. */
  readonly change: string;
}

function Fact({ words, value, beside, change }: FactProps) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {unbroken(value)} <small>{unbroken(beside)}</small>
        {change !== '' && <small class="change">{unbroken(change)}</small>}
      </dd>
    </div>
  );
}

/** What the figures rest on. */
export function Footing({ whatIf, chosen: { errorCost, reviewCost, minutes } }: OutcomeFactsProps) {
  const { perWeek, auditRate, level, current } = whatIf;
  const compared =
    current === null
      ? 'Today a person decides everything: all of it would be new.'
      : 'The figures with a sign compare with the threshold in force.';
  const pace = `Expected at the pace of the record, ${roundText(perWeek)} decisions a week, not guaranteed; in brackets the 95 % interval of one look at one threshold.`;
  const seen = `People would still review ${percent(auditRate)} of what it takes alone, as ${LEVEL_WORDS[level]}.`;
  const costs = `An error costs ${amountText(errorCost)}; a review costs ${amountText(reviewCost)} and takes ${amountText(minutes)} minutes.`;
  return <p class="beside footing">{unbroken(`${pace} ${costs} ${seen} ${compared}`)}</p>;
}
