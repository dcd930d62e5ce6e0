import { createReadStream } from 'node:fs';
import type { IngestSummary } from '../contracts/ingest.ts';
import { type IngestStatus, QuarantinedRows } from '../contracts/ingest-status.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { Server } from '../http/client.ts';
import { belongTogether, namedFiles } from '../workflows/files-to-send.ts';
import { strictRefusal } from './tell-quarantine.ts';

/** What became of files that were sent: the same as of files that were read. */
export interface Sent {
  readonly summary: IngestSummary;
  readonly quarantined: readonly QuarantinedRows[];
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Sends files to a server, one after the other.
 *
 * @throws Problem what the server refuses, with the name of the file
 */
export async function sendFiles(
  server: Server,
  { files, mapping, strict }: { files: readonly string[]; mapping: Mapping; strict: boolean },
): Promise<Sent> {
  const names = await namedFiles(files);
  if (strict && names.length > 1)
    throw new Problem('usage', '--strict: a server takes one file at a time, all of it or nothing; name one');
  if (names.length > 1 && belongTogether(mapping))
    throw new Problem(
      'usage',
      `--from ${mapping.from}: a server takes one file at a time, and these say something only together; put them into one file, or ingest them where the store is`,
    );
  // A run that does not serve need not load what serves.
  const { sendFile } = await import('../http/client.ts');
  const statuses: IngestStatus[] = [];
  for (const name of names) {
    const label = name === '-' ? 'standard input' : name;
    const source = name === '-' ? process.stdin : createReadStream(name);
    try {
      statuses.push(inFile(await sendFile(server, { source, name, mapping, strict }), label));
    } catch (error) {
      throw named(error, label, statuses.length);
    }
  }
  return together(statuses);
}

function inFile(status: IngestStatus, file: string): IngestStatus {
  const quarantined = status.quarantined.map((one) => ({ ...one, example: { ...one.example, file } }));
  if (status.status === 'applied') return { ...status, quarantined };
  throw new Problem(
    'input-refused',
    `${file}: the server ended before this was in the store; it is safe there, and will be once the server runs again`,
  );
}

function named(error: unknown, file: string, before: number): unknown {
  if (!(error instanceof Problem)) return error;
  const rows = QuarantinedRows.array().safeParse(error.details['quarantined']).data ?? [];
  // Only who asked for all or nothing is refused for single rows.
  if (rows.length > 0)
    return strictRefusal(rows.map((one) => ({ ...one, example: { ...one.example, file } })));
  const added = before === 0 ? '' : '; the files named before it are in the store';
  return new Problem(error.code, error.message.replace(/^body: /, `${file}: `) + added, { ...error.details });
}

function together(statuses: readonly IngestStatus[]): Sent {
  const sum = (of: (summary: IngestSummary) => number): number =>
    statuses.reduce((total, { summary }) => total + (summary === null ? 0 : of(summary)), 0);
  const byRule = new Map<QuarantinedRows['rule'], QuarantinedRows>();
  for (const one of statuses.flatMap(({ quarantined }) => quarantined)) {
    const known = byRule.get(one.rule);
    byRule.set(one.rule, known === undefined ? one : { ...known, rows: known.rows + one.rows });
  }
  const quarantined = [...byRule.values()];
  return {
    summary: {
      files: { added: sum(({ files }) => files.added), known: sum(({ files }) => files.known) },
      decisions: {
        added: sum(({ decisions }) => decisions.added),
        known: sum(({ decisions }) => decisions.known),
      },
      verdicts: {
        added: sum(({ verdicts }) => verdicts.added),
        known: sum(({ verdicts }) => verdicts.known),
      },
      quarantined: sum((one) => one.quarantined),
      quarantinedByRule: Object.fromEntries(quarantined.map(({ rule, rows }) => [rule, rows])),
    },
    quarantined,
    notes: [...new Set(statuses.flatMap(({ notes }) => notes ?? []))],
  };
}
