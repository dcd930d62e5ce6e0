import type { Rule } from '../contracts/rule.ts';
import { RULES } from '../contracts/rule.ts';
import { counted, visible } from '../reports/figures.ts';
import type { RecommendAnswer } from '../workflows/index.ts';

type Quarantined = RecommendAnswer['quarantined'];

/** One line per rule that rows broke: how many, which, where the first stands, and what to do. */
export function quarantineLines(quarantined: Quarantined): string[] {
  return quarantined.map((one) => `${rowsText(one.rows)} quarantined: ${told(one)}`);
}

/** The same in a single line, the rule that most rows broke first. */
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
