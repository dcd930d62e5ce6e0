import { START_DECISIONS } from '../../contracts/evidence.ts';
import { MOST_EXACT_VALUES } from '../../store/evidence/evidence-cells.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';
import { type Asked, DAY_US, type RecordName } from './asked.ts';
import { comparedBand, decimalBand } from './bands.ts';
import { decided, judged } from './decided.ts';
import { grouped, groups, nested, select } from './level.ts';
import { WORD_NUMBER } from './words.ts';

/** Records whose confidences are counted in decimal bands: those named, or those of which the engine itself finds too many. */
export type Banded = readonly RecordName[] | 'found';

/** Counts of decisions by all that evidence asks for, part by part. */
export function cells(asked: Asked, banded: Banded): Piece {
  const { dialect, warehouse } = asked;
  const rows = judged(asked);
  const { domain, model, us, p } = rows.columns;
  const known = nested(dialect, {
    ...rows,
    columns: {
      ...rows.columns,
      part: dialect.quotient(dayOf(dialect, us), warehouse.partDays),
      exactly: exactly(asked, { domain, model }, banded),
      decimal: decimalBand(dialect, p),
    },
  });
  const c = known.columns;
  const placed = nested(dialect, {
    ...known,
    columns: { ...c, band: piece`CASE WHEN ${c.exactly} = 1 THEN ${c.p} ELSE ${c.decimal} END` },
  });
  const { band, part, policy, inclusion, holding, immature, word, severity } = placed.columns;
  const above = piece`(${placed.columns.p} - ${band})`;
  return grouped(
    placed,
    {
      ...{ part, domain: c.domain, model: c.model, policy, band, exactly: placed.columns.exactly },
      ...{ inclusion, holding, immature, word, severity },
    },
    {
      ...{ decisions: piece`count(*)`, excess: piece`sum(${above})` },
      excess_squared: piece`sum(${above} * ${above})`,
      cents: piece`sum(${placed.columns.cents})`,
      votes: piece`sum(${placed.columns.votes})`,
      first: piece`min(${placed.columns.us})`,
      last: piece`max(${placed.columns.us})`,
    },
  );
}

/** Day by day what audits say, or say by being due. */
export function audits(asked: Asked): Piece {
  const { dialect } = asked;
  const rows = judged(asked);
  const { domain, model, us, p, inclusion, holding, immature, word, severity } = rows.columns;
  const isDue = piece`(${word} = 0 AND (${inclusion} < 0 OR ${inclusion} = 1))`;
  const said = piece`(${word} <> 0 AND ${word} <> ${WORD_NUMBER.unsure})`;
  return grouped(
    { ...rows, where: [...rows.where, piece`(${isDue} OR ${said})`] },
    {
      ...{ domain, model, day: dayOf(dialect, us), audited: decimalBand(dialect, p) },
      ...{ inclusion, holding, immature, word, severity },
    },
    { decisions: piece`count(*)` },
  );
}

/** Day by day how confident the AI was of what it may take. */
export function confidences(asked: Asked): Piece {
  const { dialect } = asked;
  const rows = decided(asked);
  const { domain, model, us, p, eligible } = rows.columns;
  return grouped(
    { ...rows, where: [...rows.where, piece`${eligible} = 1`] },
    { domain, model, day: dayOf(dialect, us), compared: comparedBand(dialect, p) },
    { decisions: piece`count(*)` },
  );
}

/** The first decisions of each record, and all at the moment of the last of them. */
export function starts(asked: Asked): Piece {
  const { columns, ...all } = decided(asked);
  const { domain, model, us, p, eligible } = columns;
  const rows =
    asked.only === undefined
      ? all
      : { ...all, where: [...all.where, isOneOf(asked.dialect, { domain, model }, asked.only)] };
  const own = { domain, model, us, p, eligible };
  if (asked.dialect.isFlat) {
    const early = piece`(SELECT leeway_domain, leeway_model, leeway_us FROM (${select(rows, own)}) AS leeway_rows ORDER BY leeway_us LIMIT ${START_DECISIONS} BY leeway_domain, leeway_model) AS leeway_rows`;
    const ends = piece`(SELECT leeway_domain, leeway_model, max(leeway_us) AS leeway_end FROM ${early} GROUP BY leeway_domain, leeway_model)`;
    return piece`SELECT leeway_domain, leeway_model, leeway_us AS leeway_moment, leeway_p, leeway_eligible FROM (${select(rows, own)}) AS leeway_rows GLOBAL ANY LEFT JOIN ${ends} AS leeway_ends USING (leeway_domain, leeway_model) WHERE leeway_us <= leeway_end`;
  }
  const ranked = piece`SELECT leeway_domain, leeway_model, leeway_us, leeway_p, leeway_eligible, rank() OVER (PARTITION BY leeway_domain, leeway_model ORDER BY leeway_us) AS leeway_rank FROM (${select(rows, own)}) AS leeway_rows`;
  return piece`SELECT leeway_domain, leeway_model, leeway_us AS leeway_moment, leeway_p, leeway_eligible FROM (${ranked}) AS leeway_ranked WHERE leeway_rank <= ${START_DECISIONS}`;
}

/** How many decisions each record has on each day. */
export function days(asked: Asked): Piece {
  const rows = decided(asked);
  const { domain, model, us } = rows.columns;
  return grouped(
    rows,
    { domain, model, counted_day: dayOf(asked.dialect, us) },
    { decisions: piece`count(*)` },
  );
}

/** Records with more confidences than are kept exactly. */
export function manyConfidences(asked: Asked): Piece {
  const rows = decided(asked);
  const { domain, model, p } = rows.columns;
  const spread = groups(rows, { domain, model }, { distinct: piece`count(DISTINCT ${p})` });
  return select(
    { ...spread, where: [piece`${spread.columns.distinct} > ${MOST_EXACT_VALUES}`] },
    { domain: spread.columns.domain, model: spread.columns.model },
  );
}

/** Microseconds as days since 1970. */
function dayOf(dialect: Dialect, us: Piece): Piece {
  return dialect.quotient(us, DAY_US);
}

/** A record as one text. */
function keyOf(domain: Piece, model: Piece): Piece {
  return piece`concat(${domain}, ' / ', ${model})`;
}

function isOneOf(
  dialect: Dialect,
  own: { domain: Piece; model: Piece },
  records: readonly RecordName[],
): Piece {
  const names = records.map(({ domain, model }) => dialect.text(`${domain} / ${model}`));
  return piece`${keyOf(own.domain, own.model)} IN (${joined(names, ', ')})`;
}

function exactly(asked: Asked, own: { domain: Piece; model: Piece }, banded: Banded): Piece {
  if (banded !== 'found' && banded.length === 0) return plain('1');
  const { dialect } = asked;
  const isBanded =
    banded === 'found'
      ? dialect.among(
          keyOf(own.domain, own.model),
          piece`SELECT ${keyOf(plain('leeway_domain'), plain('leeway_model'))} FROM (${manyConfidences(asked)}) AS leeway_many`,
        )
      : isOneOf(dialect, own, banded);
  return piece`CASE WHEN ${isBanded} THEN 0 ELSE 1 END`;
}
