import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import { amountText, percentExact, plain } from '../../src/contracts/figures.ts';
import type { RuleName, SettingsEdit } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { RULE_WORDS } from './rule-fields.ts';

const DAY_MS = 86_400_000;

/** What holds, in words; `–` for nothing. */
export function ruleText(rule: RuleName | null, value: unknown): string {
  if (value === null || value === undefined) return '–';
  const kind = rule === null ? 'other' : RULE_WORDS[rule].kind;
  if (kind === 'percent' && typeof value === 'number') return `${percentExact(value)} %`;
  if (kind === 'days' && typeof value === 'number') return daysText(value / DAY_MS);
  if (kind === 'money' && typeof value === 'number') return amountText(value);
  if (kind === 'quorum') return quorumText(value);
  if (kind === 'names' && Array.isArray(value)) return value.map(String).map(visible).join(', ') || 'none';
  if (typeof value === 'string') return isLevel(value) ? LEVEL_WORDS[value] : visible(value);
  return visible(JSON.stringify(value));
}

function isLevel(value: string): value is keyof typeof LEVEL_WORDS {
  return Object.hasOwn(LEVEL_WORDS, value);
}

/** The same as it stands in a field; empty for nothing. */
export function typedText(rule: RuleName, value: unknown): string {
  if (value === null || value === undefined) return '';
  const { kind } = RULE_WORDS[rule];
  if (kind === 'percent' && typeof value === 'number') return percentExact(value);
  if (kind === 'days' && typeof value === 'number') return plain((value / DAY_MS).toFixed(4));
  if (kind === 'names' && Array.isArray(value)) return value.map(String).join(', ');
  if (kind === 'quorum') {
    const { lead, board } = quorumIn(value);
    return `${lead} ${board}`;
  }
  return typeof value === 'string' ? value : String(value);
}

/** What was typed, as `leeway.yaml` has it; null takes the rule out of there. */
export function editValue(rule: RuleName, typed: string): SettingsEdit['value'] {
  const text = typed.trim();
  if (text === '') return null;
  switch (RULE_WORDS[rule].kind) {
    case 'percent':
      // What a division of decimals is off by is no part of a limit.
      return Number((Number(text) / 100).toPrecision(12));
    case 'days':
      return `${text}d`;
    case 'money':
      return Number(text);
    case 'names':
      return text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
    case 'quorum': {
      const [lead = 0, board = 0] = text.split(' ').map(Number);
      return lead === 0 ? board : { lead, board };
    }
    default:
      return text;
  }
}

/** Approvals of each role, whichever way they are written. */
export function quorumIn(value: unknown): { readonly lead: number; readonly board: number } {
  if (typeof value === 'number') return { lead: 0, board: value };
  const part = (name: string): number => {
    const one: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : 0;
    return typeof one === 'number' ? one : 0;
  };
  return { lead: part('lead'), board: part('board') };
}

function quorumText(value: unknown): string {
  const { lead, board } = quorumIn(value);
  return [
    ...(lead > 0 ? [`${lead} of the leads`] : []),
    ...(board > 0 ? [`${board} of the board`] : []),
  ].join(', ');
}

function daysText(days: number): string {
  const text = plain(days.toFixed(4));
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}
