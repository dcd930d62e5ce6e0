import { counted, visible } from '../reports/figures.ts';
import type { Explanation } from '../workflows/explain-files.ts';
import { framelessTable } from './frameless-table.ts';
import { print } from './screen.ts';

const LONGEST_RECORD = 100;
const LONGEST_CELL = 24;

/** Fields in the order in which people read them; those that no row has are left out. */
const FIELDS = [
  ...([
    'decision_id',
    'domain',
    'decided_at',
    'confidence',
    'model',
    'amount',
    'review_probability',
  ] as const),
  ...(['ai_answer', 'verdict', 'human_answer', 'reviewed_at', 'reviewer_id', 'rule'] as const),
];

/** Prints the first rows of files as they came, and below as they were understood. */
export async function printExplanation({ rows }: Explanation): Promise<void> {
  const came = new Map(rows.map((row) => [`${row.file} ${row.line}`, row]));
  const before = [...came.values()].map(({ file, line, came: text }) => [
    `${visible(file)}:${line}`,
    short(text, LONGEST_RECORD),
  ]);
  const fields = FIELDS.filter((field) => rows.some((row) => row[field] !== null));
  const after = rows.map((row) => [
    String(row.line),
    ...fields.map((field) => short(row[field], LONGEST_CELL)),
  ]);
  await print(`before (${counted(before.length, 'record')})
${framelessTable(['file:line', 'record'], before, { left: [0, 1] })}
after (${counted(after.length, 'row')})
${framelessTable(['line', ...fields.map((field) => (field === 'rule' ? 'refused for' : field))], after, {
  left: fields.map((_, index) => index + 1),
})}`);
}

function short(text: string | null, longest: number): string {
  const shown = visible((text ?? '–').replace(/\s+/g, ' '));
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}
