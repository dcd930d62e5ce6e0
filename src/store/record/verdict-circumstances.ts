import { raw, type Sql } from '../sql.ts';

/** How a verdict came about: whether the AI's answer was hidden, how long it took, by which rules. No part of what it says. */
export const VERDICT_CIRCUMSTANCES: readonly Sql[] = [
  'blind BOOLEAN',
  'duration_s DOUBLE',
  'rubric VARCHAR',
].map((column) => raw(`ALTER TABLE verdicts ADD COLUMN ${column}`));
