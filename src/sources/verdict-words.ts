import type { Mapping } from '../contracts/mapping.ts';
import { join, type Sql, sql, text } from '../store/sql.ts';

/** What people's words mean, in any letters. A word that is not here goes to quarantine unless a mapping explains it. */
const WORDS: Readonly<Record<'agree' | 'edit' | 'override' | 'unsure', readonly string[]>> = {
  agree: [
    'agree',
    'correct',
    'right',
    'true',
    'yes',
    '1',
    '1.0',
    'accept',
    'accepted',
    'approve',
    'approved',
    'pass',
  ],
  edit: ['edit', 'edited', 'corrected'],
  override: [
    'override',
    'incorrect',
    'wrong',
    'false',
    'no',
    '0',
    '0.0',
    'reject',
    'rejected',
    'disagree',
    'fail',
  ],
  unsure: ['unsure', 'uncertain', 'ignore', 'ignored'],
};

/** A label as one of the four words where it is known; as it came where the mapping itself says what it means. */
export function verdictWord(label: Sql, mapping: Mapping): Sql {
  const mapped = mapping.columns.verdict;
  const own = mapped !== null && mapped !== undefined && 'column' in mapped ? (mapped.values ?? {}) : {};
  const explained = new Set(Object.keys(own).map((word) => word.trim().toLowerCase()));
  const cases = Object.entries(WORDS).map(([verdict, words]) => {
    const left = words.filter((word) => !explained.has(word)).map((word) => text(word));
    return sql`WHEN lower(trim(${label})) IN (${join([text(''), ...left], ', ')}) THEN ${text(verdict)}`;
  });
  return sql`CASE WHEN trim(${label}) = '' THEN NULL ${join(cases, ' ')} ELSE ${label} END`;
}
