import type { DialectName } from '../../contracts/warehouse.ts';
import { CLICKHOUSE } from './clickhouse.ts';
import type { Dialect } from './dialect.ts';
import { DUCKDB } from './duckdb.ts';
import { POSTGRES } from './postgres.ts';
import { BIGQUERY, SNOWFLAKE, SPARK, TRINO } from './untested.ts';

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  clickhouse: CLICKHOUSE,
  postgres: POSTGRES,
  duckdb: DUCKDB,
  trino: TRINO,
  spark: SPARK,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
};
