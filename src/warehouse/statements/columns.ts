import type { FieldSource, MappedColumn } from '../../contracts/mapping.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece } from '../piece.ts';

/** A text; empty where there is none. */
export function textOf(dialect: Dialect, field: FieldSource): Piece {
  if (field === null) return dialect.text('');
  if ('constant' in field) return dialect.text(String(field.constant));
  const value = piece`coalesce(${dialect.string(dialect.id(field.column))}, '')`;
  return field.values === undefined ? value : lookup(dialect, dialect.trim(value), field.values);
}

function lookup(dialect: Dialect, value: Piece, values: Readonly<Record<string, string>>): Piece {
  const cases = Object.entries(values).map(
    ([from, to]) =>
      piece`WHEN lower(${value}) = ${dialect.text(from.toLowerCase())} THEN ${dialect.text(to)}`,
  );
  return cases.length === 0 ? value : piece`CASE ${joined(cases, ' ')} ELSE ${value} END`;
}

/** A number of 64 bits, scaled as the mapping says; NULL where there is none. */
export function numberOf(dialect: Dialect, field: FieldSource): Piece | null {
  if (field === null) return null;
  if ('constant' in field) return dialect.float(piece`${Number(field.constant)}`);
  const { column, scale, probability } = field;
  const cast = dialect.float(dialect.id(column));
  const scaled =
    scale === undefined ? cast : scale === 'percent' ? piece`(${cast} / 100)` : piece`(${cast} * ${scale})`;
  if (probability === 'of-yes-max')
    return piece`CASE WHEN ${scaled} < 1 - ${scaled} THEN 1 - ${scaled} ELSE ${scaled} END`;
  if (probability === 'of-yes-margin') return piece`(abs(${scaled} - 0.5) * 2)`;
  return scaled;
}

/** Microseconds since 1970 UTC of a column of times. */
export function timeOf(dialect: Dialect, field: MappedColumn, timeZone: string | undefined): Piece {
  const value = dialect.id(field.column);
  const factor = epochFactor(field);
  if (factor !== null) return dialect.whole(piece`(${dialect.float(value)} * ${factor})`);
  return dialect.microseconds(value, field.timeZone ?? timeZone ?? null);
}

/** Such a column compared with a moment in its own type, so that the engine can pass over what lies elsewhere. */
export function timeAgainst(dialect: Dialect, field: MappedColumn, sign: '>=' | '<', us: number): Piece {
  const factor = epochFactor(field);
  const compare = sign === '<' ? piece`<` : piece`>=`;
  const moment =
    factor === null ? dialect.moment(new Date(us / 1000).toISOString()) : piece`${Math.floor(us / factor)}`;
  return piece`${dialect.id(field.column)} ${compare} ${moment}`;
}

function epochFactor({ format }: MappedColumn): number | null {
  return format === 'epoch-s' ? 1_000_000 : format === 'epoch-ms' ? 1000 : null;
}
