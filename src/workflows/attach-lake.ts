import { resolve } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import { Warehouse, type WarehouseTable } from '../contracts/warehouse.ts';
import type { Connection } from '../warehouse/engines/engine.ts';
import { openLake } from '../warehouse/engines/lake.ts';
import type { Counting } from './counts/counted-store.ts';
import { type CountRequest, countInto, type PulledEvidence } from './pull-evidence.ts';

/** Which lake is attached, and how long a statement may take. */
export interface AttachRequest extends CountRequest, Pick<Connection, 'timeoutMs' | 'signal'> {
  /** null for the one that the store has attached already. */
  readonly warehouse: Warehouse | null;
}

/**
 * Counts what lies in folders of Parquet files, in this process and without copying a row, and takes the counts into the store: those days
 * only that may have changed since the last time. The store knows from then on where the lake is.
 *
 * @throws Problem usage: none is named, and none attached; input-refused: files that cannot be read, or a store that holds decisions;
 * configuration: columns that are not there, a table of an engine, or rules that are not counted by
 */
export async function attachLake(counting: Counting, request: AttachRequest): Promise<PulledEvidence> {
  return countInto(counting, request, async (reach, { name }) => {
    const known = reach?.attached ?? null;
    if (request.warehouse === null && known === null)
      throw new Problem('usage', `${name}: no lake is attached yet; name its file with --source`);
    const warehouse = request.warehouse ?? Warehouse.parse(JSON.parse(known ?? ''));
    const own = { ...warehouse, ...settled(warehouse) };
    // As it would be written: lengths of time with their unit.
    const attached = JSON.stringify({ ...own, lateVerdicts: `${own.lateVerdicts / 60_000}m` });
    return { engine: await openLake(own, request), warehouse: own, attached };
  });
}

/** With whole names of folders, which mean the same wherever the command is run. */
function settled({ decisions, verdicts }: Warehouse): Pick<Warehouse, 'decisions' | 'verdicts'> {
  const inPlace = (name: string, table: WarehouseTable): WarehouseTable => {
    if (table.table !== undefined)
      throw new Problem(
        'configuration',
        `${name}.table: leeway attach reads files; give folder, or query in the SQL of DuckDB (leeway evidence pull asks an engine)`,
      );
    if (table.folder === undefined || /^\w+:\/\//.test(table.folder)) return table;
    return { ...table, folder: resolve(table.folder) };
  };
  return {
    decisions: inPlace('decisions', decisions),
    ...(verdicts !== undefined && { verdicts: inPlace('verdicts', verdicts) }),
  };
}
