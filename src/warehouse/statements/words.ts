import { VerdictWord } from '../../contracts/verdict.ts';
import { verdictField, type WarehouseTable } from '../../contracts/warehouse.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';
import type { Asked } from './asked.ts';
import { numberOf, textOf } from './columns.ts';
import { groups, type Level, named, select } from './level.ts';
import { inPartitions } from './partitions.ts';
import { isSound, verdictRules, wordText } from './sound.ts';
import { reviewedAt, source, verdictKey } from './source-columns.ts';

/** Number of each word in the answers; 0 stands for none. */
export const WORD_NUMBER = { agree: 1, edit: 2, override: 3, unsure: 4 } as const satisfies WordNumbers;
/** Which of a reviewer's words at one moment is the last: as the store has it. */
const RANK = { agree: 0, unsure: 1, override: 2, edit: 3 } as const satisfies WordNumbers;
/** Stands for a severity that nobody gave: above every one, so that the least of several is one that was given. */
const NOT_GIVEN = 2;

type WordNumbers = Readonly<Record<VerdictWord, number>>;

/** A number for each of the four words, another for every other text. */
export function wordAs(dialect: Dialect, word: Piece, numbers: WordNumbers, otherwise = 0): Piece {
  const cases = VerdictWord.options.map(
    (option) => piece`WHEN ${word} = ${dialect.text(option)} THEN ${numbers[option]}`,
  );
  return piece`CASE ${joined(cases, ' ')} ELSE ${otherwise} END`;
}

/**
 * Rows of one word a decision: its id under the name `key`, `said`, `lost` (its severity, -1 for none) and `cast` (how many votes).
 * The same as `resolvedVotes` of the store: the last word of each reviewer counts, the majority's stands, a tie is an override,
 * `unsure` does not vote.
 */
export function resolvedWords(asked: Asked, table: WarehouseTable, key: Piece): Piece {
  const { dialect } = asked;
  const all = votes(asked, table);
  const { id, vote, severity } = all.columns;
  const counted = groups(
    all,
    { id },
    { times: piece`count(*)`, only: piece`max(${vote})`, given: piece`max(${severity})` },
  );
  const c = counted.columns;
  // Nearly every decision has one vote, which is its word: only the others are counted out.
  const single = select(
    { ...counted, where: [piece`${c.times} = 1`] },
    {
      key: c.id,
      said: numberOfRank(rankOf(dialect, c.only)),
      lost: piece`CASE WHEN ${c.given} < ${NOT_GIVEN} THEN ${c.given} ELSE -1e0 END`,
      cast: dialect.whole(plain('1')),
    },
  );
  const several = select({ ...counted, where: [piece`${c.times} > 1`] }, { id: c.id });
  const among = votes(asked, table, (own) => dialect.among(own, several));
  const both = piece`${single} UNION ALL ${outcomes(dialect, tallied(dialect, lastWords(dialect, among)))}`;
  return piece`(SELECT leeway_key AS ${key}, leeway_said, leeway_lost, leeway_cast FROM (${both}) AS leeway_words)`;
}

function outcomes(dialect: Dialect, { columns, from }: ReturnType<typeof tallied>): Piece {
  const { id, votes: cast, agrees, edits, overrides } = columns;
  const word = piece`CASE WHEN ${agrees} + ${edits} + ${overrides} = 0 THEN 'unsure' WHEN ${agrees} > ${edits} + ${overrides} THEN 'agree' WHEN ${agrees} < ${edits} + ${overrides} AND ${edits} > ${overrides} THEN 'edit' ELSE 'override' END`;
  const mean = (sum: Piece, given: Piece): Piece =>
    piece`CASE WHEN ${given} > 0 THEN ${dialect.float(sum)} / ${given} ELSE -1e0 END`;
  const worded = named({
    from,
    where: [],
    columns: {
      id,
      votes: cast,
      stands: word,
      agree: mean(columns.agree_sum, columns.agree_given),
      edit: mean(columns.edit_sum, columns.edit_given),
      override: mean(columns.override_sum, columns.override_given),
      unsure: mean(columns.unsure_sum, columns.unsure_given),
    },
  });
  const { stands } = worded.columns;
  const own = VerdictWord.options.map(
    (one) => piece`WHEN ${stands} = ${dialect.text(one)} THEN ${worded.columns[one]}`,
  );
  return select(worded, {
    key: worded.columns.id,
    said: wordAs(dialect, stands, WORD_NUMBER),
    lost: piece`CASE ${joined(own, ' ')} ELSE -1e0 END`,
    cast: dialect.whole(worded.columns.votes),
  });
}

/** Which word a vote is. */
function rankOf(dialect: Dialect, vote: Piece): Piece {
  return piece`(${vote} - ${dialect.quotient(vote, 4)} * 4)`;
}

function numberOfRank(rank: Piece): Piece {
  const cases = VerdictWord.options.map((word) => piece`WHEN ${RANK[word]} THEN ${WORD_NUMBER[word]}`);
  return piece`CASE ${rank} ${joined(cases, ' ')} ELSE 0 END`;
}

/** Sound votes up to the time asked, each as one number: when, and which word; the later and the stronger the greater. */
function votes(
  asked: Asked,
  table: WarehouseTable,
  which?: (id: Piece) => Piece,
): Level<'id' | 'reviewer' | 'vote' | 'severity'> {
  const { dialect, warehouse } = asked;
  const severity = numberOf(dialect, verdictField(warehouse, 'severity'));
  const notGiven = dialect.float(piece`${NOT_GIVEN}`);
  return named({
    from: source(dialect, table),
    where: [
      isSound(verdictRules(asked)),
      ...inPartitions(asked, table, null),
      ...(which === undefined ? [] : [which(verdictKey(asked))]),
    ],
    columns: {
      id: verdictKey(asked),
      reviewer: textOf(dialect, verdictField(warehouse, 'reviewer_id')),
      vote: piece`${reviewedAt(asked) ?? dialect.whole(plain('0'))} * 4 + ${wordAs(dialect, wordText(dialect, warehouse), RANK)}`,
      severity: severity === null ? notGiven : piece`coalesce(${severity}, ${notGiven})`,
    },
  });
}

/** The last word of each reviewer; of whoever has no name every word, since each may be of somebody else. */
function lastWords(
  dialect: Dialect,
  { from, where, columns }: ReturnType<typeof votes>,
): Level<'id' | 'rank' | 'given' | 'cast'> {
  const { id, reviewer, vote, severity } = columns;
  const nameless = piece`${reviewer} = ''`;
  const distinct = groups(
    { from, where },
    {
      id,
      reviewer,
      vote,
      own: piece`CASE WHEN ${nameless} THEN ${severity} ELSE ${dialect.float(plain('0'))} END`,
    },
    { least: piece`min(${severity})`, times: piece`count(DISTINCT ${severity})` },
  );
  const d = distinct.columns;
  const last = groups(
    distinct,
    {
      id: d.id,
      reviewer: d.reviewer,
      own: d.own,
      each: piece`CASE WHEN ${d.reviewer} = '' THEN ${d.vote} ELSE 0 END`,
    },
    {
      last: piece`max(${d.vote})`,
      given: dialect.valueAtMost(d.least, d.vote),
      cast: piece`sum(${d.times})`,
    },
  );
  const l = last.columns;
  return named({
    ...last,
    columns: { id: l.id, rank: rankOf(dialect, l.last), given: l.given, cast: l.cast },
  });
}

function tallied(dialect: Dialect, { from, where, columns }: ReturnType<typeof lastWords>) {
  const { id, rank, given, cast } = columns;
  const count = (word: VerdictWord): Piece => piece`sum(CASE WHEN ${rank} = ${RANK[word]} THEN 1 ELSE 0 END)`;
  const isGiven = (word: VerdictWord): Piece => piece`${rank} = ${RANK[word]} AND ${given} < ${NOT_GIVEN}`;
  const sum = (word: VerdictWord): Piece =>
    piece`sum(CASE WHEN ${isGiven(word)} THEN ${given} ELSE ${dialect.float(plain('0'))} END)`;
  const times = (word: VerdictWord): Piece => piece`sum(CASE WHEN ${isGiven(word)} THEN 1 ELSE 0 END)`;
  return groups(
    { from, where },
    { id },
    {
      ...{ agrees: count('agree'), edits: count('edit'), overrides: count('override') },
      ...{ agree_sum: sum('agree'), agree_given: times('agree') },
      ...{ edit_sum: sum('edit'), edit_given: times('edit') },
      ...{ override_sum: sum('override'), override_given: times('override') },
      ...{ unsure_sum: sum('unsure'), unsure_given: times('unsure') },
      votes: piece`sum(${cast})`,
    },
  );
}
