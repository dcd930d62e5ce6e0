import type { Configuration } from '../contracts/configuration.ts';
import { Problem } from '../contracts/problem.ts';
import type { DialectName, Warehouse } from '../contracts/warehouse.ts';
import { rulesDigest } from '../store/kept/kept-state.ts';
import { DIALECTS } from '../warehouse/dialects/all.ts';
import { refuseRules, writtenStatements } from '../warehouse/written-statements.ts';

/** Statements for an engine to run, and for whom. */
export interface StatementsRequest {
  readonly dialect: DialectName;
  readonly warehouse: Warehouse;
  readonly configuration: Configuration;
  /** ISO time; null means the newest of the history. */
  readonly asOf: string | null;
}

/**
 * Writes the statements that make evidence of a history where it is kept.
 *
 * @throws Problem configuration: rules that no statement asks for, or a field that must stand in a column; usage: no time for ClickHouse
 */
export function evidenceStatements({ dialect, warehouse, configuration, asOf }: StatementsRequest): string {
  refuseRules(configuration);
  if (dialect === 'clickhouse' && asOf === null)
    throw new Problem(
      'usage',
      '--as-of: old versions of ClickHouse do not find the newest time themselves; give it, as ISO time',
    );
  return writtenStatements(DIALECTS[dialect], warehouse, configuration, {
    asOf,
    rules: rulesDigest(configuration),
  });
}
