import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import type { RuleName } from '../../src/contracts/settings.ts';
import { NumberField, ShortField } from '../parts/text-fields.tsx';
import { RULE_WORDS } from './rule-fields.ts';
import { editValue, quorumIn } from './rule-value.ts';

interface RuleFieldProps {
  readonly rule: RuleName;
  readonly hint: string;
  /** What holds where it is left empty, in words. */
  readonly otherwise: string;
  /** As it stands in the field; empty for nothing. */
  readonly typed: string;
  readonly onInput: (typed: string) => void;
}

/** The field of one rule, by what it is. */
export function RuleField({ rule, hint, otherwise, typed, onInput }: RuleFieldProps) {
  const { words, kind } = RULE_WORDS[rule];
  const told = typed === '' ? `${hint} Empty: ${otherwise}.` : hint;
  if (kind === 'quorum') return <QuorumField told={told} typed={typed} onInput={onInput} />;
  if (kind === 'level')
    return (
      <label>
        {words}
        <small>{told}</small>
        <select value={typed} onChange={({ currentTarget }) => onInput(currentTarget.value)}>
          <option value="">{otherwise}</option>
          {(['on-the-loop', 'autonomous'] as const).map((level) => (
            <option key={level} value={level}>
              {LEVEL_WORDS[level]}
            </option>
          ))}
        </select>
      </label>
    );
  if (kind === 'names')
    return <ShortField words={words} hint={told} value={typed} most={2000} onInput={onInput} />;
  const most = kind === 'percent' ? { most: 100 } : {};
  const unit = kind === 'percent' ? ', %' : '';
  return (
    <NumberField words={`${words}${unit}`} hint={told} value={typed} least={0} {...most} onInput={onInput} />
  );
}

interface QuorumFieldProps {
  readonly told: string;
  readonly typed: string;
  readonly onInput: (typed: string) => void;
}

function QuorumField({ told, typed, onInput }: QuorumFieldProps) {
  const { lead, board } = quorumIn(editValue('quorum', typed));
  const field = (words: string, value: number, next: (value: number) => string) => (
    <NumberField
      words={words}
      hint={told}
      value={typed === '' ? '' : String(value)}
      least={0}
      onInput={(text) => onInput(text === '' && value === lead + board ? '' : next(Number(text)))}
    />
  );
  return (
    <>
      {field('Approvals of the board', board, (value) => `${lead} ${value}`)}
      {field('Approvals of the leads', lead, (value) => `${value} ${board}`)}
    </>
  );
}
