import type { PolicyRecord } from '../../src/contracts/governance.ts';
import type { Publications } from '../../src/contracts/publication.ts';

type PublishedFile = Publications['files'][number];
export type Pull = Publications['pulls'][number];

/** A file that other programs read. */
export interface PublishedRow extends PublishedFile {
  /** Who approved what is in it; nobody where nothing is. */
  readonly approvedBy: readonly string[];
  /** When this server was last asked for its format; null where nobody has. */
  readonly pulled: Pull | null;
}

/** What is not in force any more first, then the newest. */
export function publishedRows(
  { files, pulls }: Publications,
  policies: readonly PolicyRecord[],
): PublishedRow[] {
  return files
    .map((file) => ({
      ...file,
      approvedBy: approversAt(policies, file.at),
      pulled: lastPull(pulls, file.format),
    }))
    .sort((a, b) => Number(a.isCurrent) - Number(b.isCurrent) || b.at.localeCompare(a.at));
}

/** Who approved what was in force at a time, as the events of the ledger have it. */
export function approversAt(policies: readonly PolicyRecord[], at: string): readonly string[] {
  const names = inForceAt(policies, at).flatMap(({ policy }) => policy.approvedBy);
  return [...new Set(names)].sort();
}

/** The policies in force at a time. */
export function inForceAt(policies: readonly PolicyRecord[], at: string): readonly PolicyRecord[] {
  const time = Date.parse(at);
  return policies.filter(
    ({ policy, ended }) =>
      Date.parse(policy.validFrom) <= time &&
      Date.parse(policy.expiresAt) > time &&
      (ended === null || Date.parse(ended.at) > time),
  );
}

/** When a format was last asked for, by whomever. */
export function lastPull(pulls: readonly Pull[], format: Pull['format']): Pull | null {
  const [last] = pulls.filter((pull) => pull.format === format).sort((a, b) => b.at.localeCompare(a.at));
  return last ?? null;
}
