import {
  ValidationControl,
  type ValidationFigures,
  ValidationMethod,
  type ValidationScenario,
} from '../contracts/validation.ts';
import { clopperPearson } from '../statistics/index.ts';
import { automationOf, type LivesTally } from './lives.ts';
import type { Lived, Trial } from './trial.ts';

/** Each end of the interval of a false-certification rate misses with this probability. */
const TAIL = 0.005;

/** The report on one scenario, from the tallies of its methods. */
export function summariseScenario(trial: Trial, tallies: ReadonlyMap<Lived, LivesTally>): ValidationScenario {
  const { name, about, guarantee, risk, delta, selection } = trial;
  const of = <Name extends Lived>(names: readonly Name[]): (ValidationFigures & { method: Name })[] =>
    [...tallies].flatMap(([lived, tally]) => {
      const method = names.find((one) => one === lived);
      return method === undefined ? [] : [{ method, ...figuresOf(trial, tally) }];
    });
  return {
    ...{ name, about, guarantee, risk, delta, selection },
    methods: of(ValidationMethod.options),
    controls: of(ValidationControl.options),
  };
}

function figuresOf(trial: Trial, tally: LivesTally): ValidationFigures {
  const { best } = trial;
  const share = (sum: number): number | null => (best ? automationOf(sum, tally.lives) / best : null);
  return {
    lives: tally.lives,
    falseCertification: rateOf(tally),
    automationShare: share(tally.finalAutomation),
    timeAverageShare: share(tally.meanAutomation),
    firstAuthority: firstAuthority(trial, tally),
  };
}

function rateOf({ falsely, lives }: LivesTally): ValidationFigures['falseCertification'] {
  const { lower, upper } = clopperPearson({ errors: falsely, n: lives, delta: TAIL });
  return { rate: falsely / lives, low: lower, high: upper };
}

/** A mean over the lives that came to it would flatter a method that seldom does: then there is none. */
function firstAuthority(trial: Trial, tally: LivesTally): ValidationFigures['firstAuthority'] {
  if (tally.authorised < tally.lives) return null;
  const meanVerdicts = tally.verdicts / tally.lives;
  const lowerBound = trial.leastVerdicts();
  return { meanVerdicts, lowerBound, ratio: lowerBound === null ? null : meanVerdicts / lowerBound };
}
