import * as z from 'zod';
import type { Configuration } from '../contracts/configuration.ts';
import type { IngestStatus } from '../contracts/ingest-status.ts';
import { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import { keepingSlices } from '../store/evidence/slice-values.ts';
import type { QuarantinedRule } from '../store/reading/quarantine.ts';
import { isWantOfRoom } from '../store/reading/source.ts';
import { type IngestAnswer, ingest } from '../store/record/ingest.ts';
import { fileOf, halved, type Piece } from '../store/spool/piece.ts';
import { refusedRows } from '../store/spool/refused-rows.ts';
import { requestId, type Segment } from '../store/spool/segment.ts';
import { raw } from '../store/sql.ts';
import { openerForStore } from './open-files.ts';
import { recordIngest } from './record-events.ts';

/** What applying needs to know besides the bodies. */
export interface ApplyContext {
  readonly configuration: Configuration;
  /** ISO time of this run. */
  readonly at: string;
  /** Who the server is in the ledger. */
  readonly actor: string;
}

/**
 * Parts segments into those that go into the store together. A body that somebody waits for goes by itself, after all
 * that came before it.
 */
export function groupsOf(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [];
  const growing = new Map<string, Segment[]>();
  for (const segment of segments) {
    const [first] = segment.frames;
    const key = JSON.stringify([segment.kind, first?.mapping ?? null]);
    // What another tool's files say depends on what is read with them: each by itself, whenever it is applied.
    const isAlone = first?.alone === true || first?.mapping?.from !== undefined;
    const group = isAlone ? undefined : growing.get(key);
    if (group !== undefined) {
      group.push(segment);
      continue;
    }
    const fresh = [segment];
    groups.push(fresh);
    if (isAlone) growing.clear();
    else growing.set(key, fresh);
  }
  return groups;
}

/**
 * Adds a group of segments to the store. Where it is refused, its halves are tried by themselves, and theirs, so that one
 * body that cannot be read keeps no other out.
 *
 * @returns what became of each body
 * @throws what is no body's fault: a full disk, a database that answers no more; to be tried again
 */
export async function applyGroup(
  db: Database,
  group: readonly Segment[],
  context: ApplyContext,
): Promise<IngestStatus[]> {
  return apply(
    db,
    group.map((segment) => ({ segment, from: 0, to: segment.frames.length })),
    context,
  );
}

async function apply(db: Database, pieces: readonly Piece[], context: ApplyContext): Promise<IngestStatus[]> {
  try {
    return await added(db, pieces, context);
  } catch (error) {
    if (!(await isOfTheBody(db, error))) throw error;
    const halves = halved(pieces);
    if (halves === null) return pieces.map((piece) => refused(piece, error));
    return [...(await apply(db, halves[0], context)), ...(await apply(db, halves[1], context))];
  }
}

async function added(
  db: Database,
  pieces: readonly Piece[],
  { configuration, at, actor }: ApplyContext,
): Promise<IngestStatus[]> {
  const files = new Map<string, Piece>();
  for (const piece of pieces) files.set(await fileOf(piece, db.scratch), piece);
  const [first] = pieces;
  const frame = first?.segment.frames[first.from];
  const asked = frame?.mapping ?? Mapping.parse({});
  // Without these columns a file is one of verdicts, whatever somebody put among them.
  const mapping =
    first?.segment.kind === 'verdicts'
      ? { ...asked, columns: { ...asked.columns, domain: null, confidence: null } }
      : asked;
  const answer = await ingest(db, [...files.keys()], keepingSlices(mapping, configuration), {
    at,
    open: openerForStore(mapping, configuration),
    beforeAdding: (broken) => {
      if (frame?.strict === true && broken.length > 0) throw strictly(broken);
    },
    record: (run) => recordIngest(db, { at, actor }, run),
  });
  const run = answer.summary.files.added === 0 ? null : await newestRun(db);
  const broken =
    run === null || answer.quarantined.length === 0 ? new Map() : await refusedRows(db, run, files);
  return statusesOf(pieces, { answer, run, broken });
}

async function newestRun(db: Database): Promise<number> {
  const { run } = await db.row(
    z.object({ run: z.number() }),
    raw('SELECT max(run)::INTEGER AS run FROM runs'),
  );
  return run;
}

interface Added {
  readonly answer: IngestAnswer;
  readonly run: number | null;
  readonly broken: Awaited<ReturnType<typeof refusedRows>>;
}

function statusesOf(pieces: readonly Piece[], { answer, run, broken }: Added): IngestStatus[] {
  const bodies = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
  return pieces.flatMap(({ segment, from, to }) =>
    segment.frames.slice(from, to).map((frame, index) => {
      const id = requestId(segment.number, from + index);
      return {
        id,
        status: 'applied' as const,
        bytes: frame.to - frame.from,
        rows: frame.lines,
        run,
        summary: bodies === 1 ? answer.summary : null,
        quarantined: [...(broken.get(id) ?? [])],
        refusal: null,
        ...(answer.notes.length > 0 && { notes: [...answer.notes] }),
      };
    }),
  );
}

function refused({ segment, from }: Piece, error: unknown): IngestStatus {
  const frame = segment.frames[from];
  const [code, message] =
    error instanceof Problem
      ? [error.code, error.message.replaceAll(segment.path, 'body')]
      : ['fault', `this is a fault of leeway's: ${error instanceof Error ? error.message : String(error)}`];
  const quarantined = error instanceof Strictly ? error.quarantined : [];
  return {
    id: requestId(segment.number, from),
    status: 'refused',
    bytes: (frame?.to ?? 0) - (frame?.from ?? 0),
    rows: frame?.lines ?? null,
    run: null,
    summary: null,
    quarantined: quarantined.map((one) => ({ ...one, example: { ...one.example, file: 'body' } })),
    refusal: { code, message },
  };
}

/** All or nothing was asked, and something was refused. */
class Strictly extends Problem {
  readonly quarantined: readonly QuarantinedRule[];

  constructor(quarantined: readonly QuarantinedRule[]) {
    const rows = quarantined.reduce((sum, one) => sum + one.rows, 0);
    super(
      'input-refused',
      `strict takes all or nothing, and ${rows} ${rows === 1 ? 'row was' : 'rows were'} refused`,
    );
    this.quarantined = quarantined;
  }
}

function strictly(quarantined: readonly QuarantinedRule[]): Strictly {
  return new Strictly(quarantined);
}

/** Whether a body made this happen, and not the machine. */
async function isOfTheBody(db: Database, error: unknown): Promise<boolean> {
  if (error instanceof Problem) return true;
  if (isWantOfRoom(error) || (error instanceof Error && 'syscall' in error)) return false;
  if (error instanceof Error && /^(?:IO|FATAL|Out of Memory) Error/.test(error.message)) return false;
  return db.exists(raw('SELECT 1')).catch(() => false);
}
