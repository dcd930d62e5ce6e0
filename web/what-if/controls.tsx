import { useId } from 'preact/hooks';
import { amountText, percent, thresholdText } from '../../src/contracts/figures.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import { NumberField } from '../parts/text-fields.tsx';
import type { Chosen } from './chosen.ts';

interface ControlsProps {
  readonly whatIf: WhatIf;
  readonly chosen: Chosen;
  /** Nothing says how long a review takes. */
  readonly isAssumed: boolean;
  /** While a hand moves it. */
  readonly onMove: (changes: Partial<Chosen>) => void;
  /** Once it is where the hand has left it. */
  readonly onChange: (changes: Partial<Chosen>) => void;
}

/** What can be moved and typed. */
export function Controls({
  whatIf: { thresholds, steps },
  chosen,
  isAssumed,
  onMove,
  onChange,
}: ControlsProps) {
  const { place, step, errorCost, reviewCost, minutes } = chosen;
  const from = thresholdText(thresholds[place] ?? 1);
  const share = percent(steps[step]?.coverage[place] ?? null);
  return (
    <form class="explorer-controls" aria-label="What if" onSubmit={(event) => event.preventDefault()}>
      <Slider
        words="It acts alone from this confidence"
        said={from}
        spoken={`${from}: ${share} alone`}
        most={thresholds.length - 1}
        ends={[thresholdText(thresholds[0] ?? 0), thresholdText(thresholds.at(-1) ?? 1)]}
        value={place}
        onInput={(to) => onMove({ place: to })}
        onChange={(to) => onChange({ place: to })}
      />
      {steps.length > 1 && (
        <Slider
          words="Up to this amount"
          said={amountWords(steps[step]?.maxAmount ?? null)}
          spoken={amountWords(steps[step]?.maxAmount ?? null)}
          most={steps.length - 1}
          ends={[amountWords(steps[0]?.maxAmount ?? null), amountWords(steps.at(-1)?.maxAmount ?? null)]}
          value={step}
          onInput={(to) => onMove({ step: to })}
          onChange={(to) => onChange({ step: to })}
        />
      )}
      <div class="explorer-costs">
        <Cost words="Error costs" value={errorCost} onInput={(to) => onMove({ errorCost: to })} />
        <Cost words="Review costs" value={reviewCost} onInput={(to) => onMove({ reviewCost: to })} />
        <Cost
          words={isAssumed ? 'Minutes a review (assumed)' : 'Minutes a review'}
          value={minutes}
          onInput={(to) => onMove({ minutes: to })}
        />
      </div>
    </form>
  );
}

/** An amount limit in words. */
export function amountWords(maxAmount: number | null): string {
  return maxAmount === null ? 'as configured' : amountText(maxAmount);
}

interface SliderProps {
  readonly words: string;
  /** What it stands at. */
  readonly said: string;
  /** The same to those who hear it. */
  readonly spoken: string;
  readonly most: number;
  readonly ends: readonly [string, string];
  readonly value: number;
  readonly onInput: (value: number) => void;
  readonly onChange: (value: number) => void;
}

function Slider({ words, said, spoken, most, ends, value, onInput, onChange }: SliderProps) {
  const id = useId();
  return (
    <div class="slider">
      <label for={id}>{words}</label>
      <output for={id} aria-hidden="true">
        {said}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={1}
        value={value}
        aria-valuetext={spoken}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
        onChange={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
      <small class="slider-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </small>
    </div>
  );
}

interface CostProps {
  readonly words: string;
  readonly value: number;
  readonly onInput: (value: number) => void;
}

function Cost({ words, value, onInput }: CostProps) {
  return (
    <NumberField
      words={words}
      value={String(value)}
      least={0}
      onInput={(text) => {
        const number = Number(text);
        if (text !== '' && Number.isFinite(number) && number >= 0) onInput(number);
      }}
    />
  );
}
