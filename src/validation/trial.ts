import type { Guarantee } from '../contracts/certificate.ts';
import type { ValidationControl, ValidationMethod } from '../contracts/validation.ts';
import type { Random } from '../statistics/random.ts';
import type { Life } from './life.ts';

/** Whatever lives the lives of a trial. */
export type Lived = ValidationMethod | ValidationControl;

/** The lives of one method in one scenario. */
export interface Run {
  readonly method: Lived;
  readonly lives: number;
  readonly live: (random: Random) => Life;
}

/** A scenario as those see it who plan, count and report its lives, whatever is promised in it. */
export interface Trial {
  readonly name: string;
  readonly about: string;
  readonly guarantee: Guarantee;
  readonly risk: number;
  readonly delta: number;
  readonly selection: 'full' | 'audited';
  /** In the order of the report. */
  readonly runs: readonly Run[];
  /** Lives that are one piece of the work: some tenths of a second. */
  readonly piece: number;
  /** Share of the decisions that one who knows the truth would let through; null where authority is not measured. */
  readonly best: number | null;
  /** Verdicts that any method needs on average until the AI acts alone; null where that is not known. */
  readonly leastVerdicts: () => number | null;
}
