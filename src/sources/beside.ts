import { raw, type Sql } from '../store/sql.ts';

/** SQL of a record with a part of its own beside, under a name, for the paths of a mapping; nothing where none is asked for. */
export function besideIn(keepsRecords: boolean): (name: string, part: string) => Sql {
  return (name, part) =>
    raw(keepsRecords ? `json_merge_patch(record, json_object('${name}', ${part}))` : 'NULL::JSON');
}
