import { type Sql, sql } from '../sql.ts';

/**
 * Counter-based randomness in SQL: a draw is a function of (seed, stream name, row number) and of nothing else, so
 * neither threads nor row order nor a DuckDB release can change it, and row 17 of a long history is row 17 of a
 * short one. MD5 serves as the mixing function because its 128 bits are fixed by a standard; DuckDB's own `hash` is
 * neither stable across releases nor independent between salts.
 *
 * One draw gives four uniforms of 32 bits, in the open interval (0, 1). Normals by Box and Muller (1958).
 */
export const DRAW_MACROS: readonly Sql[] = [
  sql`CREATE MACRO draw(stream, i) AS md5_number(concat(getvariable('seed'), ':', stream, ':', i))`,
  sql`CREATE MACRO uniform(h, k) AS
    (((h >> (32 * k)::UHUGEINT) & 4294967295::UHUGEINT)::UINTEGER::DOUBLE + 0.5) / 4294967296`,
  sql`CREATE MACRO normal(h, k) AS sqrt(-2 * ln(uniform(h, k))) * cos(2 * pi() * uniform(h, k + 1))`,
  sql`CREATE MACRO other_normal(h, k) AS sqrt(-2 * ln(uniform(h, k))) * sin(2 * pi() * uniform(h, k + 1))`,
  sql`CREATE MACRO pick(list_name, u) AS
    list_extract(getvariable(list_name), 1 + floor(u * len(getvariable(list_name)))::INTEGER)`,
  sql`CREATE MACRO logistic(x) AS 1 / (1 + exp(-x))`,
  sql`CREATE MACRO logit(p) AS ln(p / (1 - p))`,
  sql`CREATE MACRO delay_s(h) AS round(getvariable('delay_median_hours') * 3600
    * exp(getvariable('delay_spread') * normal(h, 0)))::BIGINT`,
];
