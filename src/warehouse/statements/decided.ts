import { decisionField, verdictField } from '../../contracts/warehouse.ts';
import { type Piece, piece, plain } from '../piece.ts';
import { type Asked, DAY_US } from './asked.ts';
import { ppm } from './bands.ts';
import { numberOf, textOf, timeAgainst } from './columns.ts';
import { type Level, nested, select } from './level.ts';
import { inPartitions } from './partitions.ts';
import { eligibility, maturity, stepsHeld } from './rules.ts';
import { decisionRules, isSound, wordText } from './sound.ts';
import { decidedAt, decidedColumn, decisionKey, source } from './source-columns.ts';
import { resolvedWords, WORD_NUMBER, wordAs } from './words.ts';

type Decided =
  | 'id'
  | 'domain'
  | 'model'
  | 'policy'
  | 'us'
  | 'p'
  | 'inclusion'
  | 'eligible'
  | 'holding'
  | 'immature'
  | 'cents';

/** Sound decisions of the time asked, with what the rules say of each. */
export function decided(asked: Asked): Level<Decided> {
  const { dialect, warehouse } = asked;
  const confidence = numberOf(dialect, decisionField(warehouse, 'confidence')) ?? dialect.float(plain('0'));
  const name = textOf(dialect, decisionField(warehouse, 'model'));
  const amount = numberOf(dialect, decisionField(warehouse, 'amount'));
  const rows = nested(dialect, {
    from: source(dialect, warehouse.decisions),
    where: [isSound(decisionRules(asked)), ...within(asked)],
    columns: {
      id: decisionKey(asked),
      domain: textOf(dialect, decisionField(warehouse, 'domain')),
      model: piece`CASE WHEN ${name} = '' THEN 'unversioned' ELSE ${name} END`,
      policy: textOf(dialect, decisionField(warehouse, 'policy')),
      us: decidedAt(asked),
      confidence,
      inclusion: inclusion(asked),
      cents: amount === null ? dialect.whole(plain('0')) : cents(asked, amount),
      ...rulesOf(asked),
    },
  });
  const { columns } = rows;
  return nested(dialect, {
    ...rows,
    columns: {
      ...columns,
      p: ppm(dialect, columns.confidence),
      holding: piece`${columns.eligible} * ${columns.steps}`,
      immature: piece`CASE WHEN ${columns.us} > ${asked.asOf} - ${columns.maturity} THEN 1 ELSE 0 END`,
    },
  });
}

function rulesOf(
  asked: Asked,
): Readonly<Record<'eligible' | 'steps' | 'maturity' | 'word' | 'severity', Piece>> {
  const { dialect, warehouse } = asked;
  const domain = textOf(dialect, decisionField(warehouse, 'domain'));
  const severity = numberOf(dialect, verdictField(warehouse, 'severity'));
  const isPaired = warehouse.verdicts === undefined;
  return {
    eligible: eligibility(asked, domain),
    steps: stepsHeld(asked, domain),
    maturity: maturity(asked, domain),
    word: isPaired ? wordAs(dialect, wordText(dialect, warehouse), WORD_NUMBER) : plain('0'),
    severity: isPaired && severity !== null ? piece`coalesce(${severity}, -1e0)` : plain('-1e0'),
  };
}

/** The same, with the word on each: `word` (0 for none), `severity` (-1 for none), `votes`. */
export function judged(asked: Asked): Level<Decided | 'word' | 'severity' | 'votes'> {
  const { dialect, warehouse } = asked;
  const rows = decided(asked) as Level<Decided | 'word' | 'severity'>;
  if (warehouse.verdicts === undefined) {
    const { word, severity } = rows.columns;
    return {
      ...rows,
      columns: {
        ...rows.columns,
        severity: piece`CASE WHEN ${word} = 0 THEN -1e0 ELSE ${severity} END`,
        votes: piece`CASE WHEN ${word} = 0 THEN 0 ELSE 1 END`,
      },
    };
  }
  const key = dialect.isFlat ? decisionKey(asked) : plain('leeway_id');
  const { shardVerdicts, verdicts } = warehouse;
  const isColocated = dialect.isFlat && shardVerdicts !== undefined;
  const own = isColocated ? { columns: verdicts.columns, table: shardVerdicts } : verdicts;
  const words = resolvedWords(asked, own, key);
  const { word, severity, ...known } = rows.columns;
  const found = piece`coalesce(leeway_said, 0)`;
  const withWords: Level<Decided | 'word' | 'severity' | 'votes'> = {
    from: dialect.isFlat
      ? dialect.beside(rows.from, words, { key, isColocated })
      : dialect.beside(piece`(${select(rows, known)})`, words, { key, isColocated }),
    where: dialect.isFlat ? rows.where : [],
    columns: {
      ...known,
      ...(!dialect.isFlat && { id: plain('leeway_left.leeway_id') }),
      word: found,
      severity: piece`CASE WHEN ${found} = 0 THEN -1e0 ELSE leeway_lost END`,
      votes: piece`coalesce(leeway_cast, 0)`,
    },
  };
  return nested(dialect, withWords);
}

/** The part of the time that is asked for; in the column's own type too, by which engines find it. */
function within(asked: Asked): Piece[] {
  const { dialect, warehouse, from, until } = asked;
  const column = decidedColumn(warehouse.decisions.columns.decided_at);
  const time = decidedAt(asked);
  return [
    ...inPartitions(asked, warehouse.decisions, until),
    // A bare time may be off by its zone: a day is more than any.
    ...(from === null || from < DAY_US
      ? []
      : [timeAgainst(dialect, column, '>=', from - DAY_US), piece`${time} >= ${from}`]),
    ...(until === null ? [] : [timeAgainst(dialect, column, '<', until + DAY_US), piece`${time} < ${until}`]),
  ];
}

function inclusion({ dialect, warehouse }: Asked): Piece {
  const probability = numberOf(dialect, decisionField(warehouse, 'review_probability'));
  const route = decisionField(warehouse, 'route');
  // An escalated decision is reviewed for certain.
  const escalated =
    route === null
      ? piece`-1e0`
      : piece`CASE WHEN ${textOf(dialect, route)} = 'in-the-loop' THEN 1e0 ELSE -1e0 END`;
  return dialect.float(probability === null ? escalated : piece`coalesce(${probability}, ${escalated})`);
}

/** Halves rounded up, in every engine. */
function cents({ dialect }: Asked, amount: Piece): Piece {
  const exact = piece`coalesce(${amount}, 0) * 100`;
  return dialect.whole(
    piece`(floor(${exact}) + CASE WHEN ${exact} - floor(${exact}) >= 0.5 THEN 1 ELSE 0 END)`,
  );
}
