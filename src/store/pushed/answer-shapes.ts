import type { VerdictWord } from '../../contracts/verdict.ts';

/** A kind of value in what an engine answers: how it is read, and when it is what it must be. */
interface Value {
  readonly type: string;
  /** A condition on `value`; NULL is none. */
  readonly sound: string;
  readonly says: string;
}

const WHOLE: Value = {
  type: 'BIGINT',
  sound: 'value IS NOT NULL',
  says: 'a whole number of 64 bits',
};
const COUNT: Value = { ...WHOLE, sound: 'value >= 0', says: 'a whole number from 0' };
const PART: Value = { ...WHOLE, sound: 'value >= -1', says: 'a whole number from -1' };
const SOME: Value = { ...WHOLE, sound: 'value > 0', says: 'a whole number from 1' };
const PPM: Value = { ...WHOLE, sound: 'value BETWEEN 0 AND 1000000', says: 'a whole number to 1000000' };
const BAND: Value = { ...WHOLE, sound: 'value BETWEEN 0 AND 92', says: 'a whole number to 92' };
const FLAG: Value = { ...WHOLE, sound: 'value IN (0, 1)', says: '0 or 1' };
const WORD: Value = { ...WHOLE, sound: 'value BETWEEN 0 AND 4', says: 'a whole number to 4' };
const TIME: Value = {
  ...WHOLE,
  sound: 'value BETWEEN 0 AND 253402300799999000',
  says: 'microseconds since 1970',
};
const TEXT: Value = { type: 'VARCHAR', sound: `value IS NOT NULL`, says: 'a text' };
const NAME: Value = { type: 'VARCHAR', sound: `value <> ''`, says: 'a name' };
const SHARE: Value = {
  type: 'DOUBLE',
  sound: 'value = -1 OR (value > 0 AND value <= 1)',
  says: 'a share above 0, or -1',
};
const LOSS: Value = {
  type: 'DOUBLE',
  sound: 'value = -1 OR value BETWEEN 0 AND 1',
  says: 'a share from 0, or -1',
};

const RECORD = { domain: NAME, model: NAME };
const JUDGED = { inclusion: SHARE, holding: COUNT, immature: FLAG, word: WORD, severity: LOSS };

/** Columns of each answer, without the `leeway_` before them. Each has one that no other has. */
const ANSWERS = {
  bounds: { as_of: TIME, rules: NAME, source: NAME, decisions: COUNT },
  cells: {
    ...{ part: COUNT, ...RECORD, policy: TEXT, band: PPM, exactly: FLAG, ...JUDGED },
    ...{ decisions: SOME, excess: COUNT, excess_squared: COUNT, cents: COUNT, votes: COUNT },
    ...{ first: TIME, last: TIME },
  },
  audits: { ...RECORD, day: COUNT, audited: PPM, ...JUDGED, decisions: SOME },
  confidences: { ...RECORD, day: COUNT, compared: BAND, decisions: SOME },
  starts: { ...RECORD, moment: TIME, p: PPM, eligible: FLAG },
  refused: { refused_part: PART, rule: NAME, rows: SOME },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Value>>>>;

export type AnswerName = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as readonly AnswerName[];

/** Columns and values of an answer. */
export function shapeOf(name: AnswerName): readonly (readonly [string, Value])[] {
  return Object.entries(ANSWERS[name]);
}

/** A word by its number in the answers; NULL for 0. */
export const WORD_NAMED = `CASE word ${(['agree', 'edit', 'override', 'unsure'] satisfies VerdictWord[])
  .map((word, place) => `WHEN ${place + 1} THEN '${word}'`)
  .join(' ')} END`;
