import { Problem } from '../contracts/problem.ts';
import type { Rule } from '../contracts/rule.ts';
import { RULES } from '../contracts/rule-words.ts';
import { counted, visible } from '../reports/figures.ts';
import type { RecommendAnswer } from '../workflows/recommend-from-files.ts';

type Quarantined = RecommendAnswer['quarantined'];

/** One line per rule that rows broke: how many, which, where the first stands, and what to do. */
function quarantineLines(quarantined: Quarantined): string[] {
  return quarantined.map((one) => `${rowsText(one.rows)} quarantined: ${told(one)}`);
}

/** Says on stderr what was refused, and then what to do about it; nothing where nothing was. */
export function tellQuarantine(quarantined: Quarantined, advice?: string): void {
  if (quarantined.length === 0) return;
  const lines = [...quarantineLines(quarantined), ...(advice === undefined ? [] : [advice])];
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

/** Why a run that takes all or nothing took nothing. */
export function strictRefusal(quarantined: Quarantined, advice?: string): Problem {
  const rows = quarantined.reduce((sum, one) => sum + one.rows, 0);
  const then = advice === undefined ? '' : `; ${advice}`;
  return new Problem(
    'input-refused',
    `--strict takes all or nothing, and ${rowsText(rows)} ${rows === 1 ? 'was' : 'were'} refused (${quarantineSentence(quarantined)})${then}`,
    { quarantined },
  );
}

/** All rules in a single line, the one that most rows broke first. */
export function quarantineSentence(quarantined: Quarantined): string {
  const [most, ...rest] = [...quarantined].sort((a, b) => b.rows - a.rows);
  if (most === undefined) return 'no rule was broken';
  const others = rest.reduce((sum, one) => sum + one.rows, 0);
  return rest.length === 0
    ? told(most)
    : `${rowsText(most.rows)}: ${told(most)}; ${rowsText(others)} for ${rest.length === 1 ? 'another reason' : 'other reasons'}`;
}

export function rowsText(rows: number): string {
  return counted(rows, 'row');
}

function told({ rule, example }: Quarantined[number]): string {
  const value = visible(JSON.stringify(example.value));
  return `${RULES[rule]}, first at ${visible(example.file)} line ${example.line} (${value})${hint(rule, example.value)}`;
}

/** What to do, where the value tells. */
function hint(rule: Rule, value: string): string {
  switch (rule) {
    case 'confidence_out_of_range':
      return Number(value) > 1 && Number(value) <= 100
        ? '; if it is in percent, map it with "scale: percent" (--map)'
        : '';
    case 'confidence_not_a_number':
      return /^\s*\d*,\d+\s*$/.test(value) ? '; a decimal comma is not understood, export with a point' : '';
    case 'line_not_utf8':
      return '; save the file as UTF-8 (iconv -f LATIN1 -t UTF-8)';
    case 'line_quote_broken':
      return '; within quotes, a quote is written twice';
    default:
      return '';
  }
}
