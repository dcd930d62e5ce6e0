import * as z from 'zod';
import type { QuarantinedRows } from '../../contracts/ingest-status.ts';
import { Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { sql } from '../sql.ts';
import type { Frame } from './frame.ts';
import type { Piece } from './piece.ts';
import { requestId } from './segment.ts';

/** Of more refused rows than this, some are named to nobody; the store has them all. */
const MOST_ROWS = 100_000;

/** How a row of a body is named to its sender: it has no file. */
const BODY = 'body';

/**
 * Finds whose rows a run refused.
 *
 * @param pieces by the name under which each was ingested
 * @returns by request, for those who had any
 */
export async function refusedRows(
  db: Database,
  run: number,
  pieces: ReadonlyMap<string, Piece>,
): Promise<ReadonlyMap<string, readonly QuarantinedRows[]>> {
  const rows = await db.rows(
    z.object({ file: z.string(), line: z.number(), rule: Rule, value: z.string().nullable() }),
    sql`SELECT file, line::DOUBLE AS line, rule, left(value, 60) AS value FROM quarantined WHERE run = ${run}::INTEGER
      ORDER BY file, line LIMIT ${MOST_ROWS}::BIGINT`,
  );
  const refused = new Map<string, QuarantinedRows[]>();
  for (const { file, line, rule, value } of rows) {
    const piece = pieces.get(file);
    if (piece === undefined) continue;
    const before = (piece.segment.frames[piece.from]?.line ?? 1) - 1;
    const place = placeOf(piece, before + line);
    const first = piece.segment.frames[place]?.line ?? 1;
    const id = requestId(piece.segment.number, place);
    const mine = refused.get(id) ?? [];
    const index = mine.findIndex((one) => one.rule === rule);
    const known = mine[index];
    if (known === undefined)
      mine.push({
        rule,
        rows: 1,
        example: { file: BODY, line: before + line - first + 1, value: value ?? '' },
      });
    else mine[index] = { ...known, rows: known.rows + 1 };
    refused.set(id, mine);
  }
  return refused;
}

/** The place of the body that a line of the segment belongs to. */
function placeOf({ segment, from, to }: Piece, line: number): number {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segment.frames[middle] as Frame).line <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}
