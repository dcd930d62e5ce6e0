import * as z from 'zod';
import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

/** What a store must not keep, and what it was told to forget. */
export const PRIVACY_SCHEMA: readonly Sql[] = [
  raw('CREATE TABLE privacy (salt VARCHAR NOT NULL, hash_reviewers BOOLEAN NOT NULL)'),
  // `what` is a time, or the name under which a decision or a reviewer goes on: never the one that was forgotten.
  raw(`CREATE TABLE forgettings (
    forgotten_at TIMESTAMP NOT NULL, kind VARCHAR NOT NULL, what VARCHAR NOT NULL,
    decisions BIGINT NOT NULL, verdicts BIGINT NOT NULL, votes BIGINT NOT NULL,
    counted BOOLEAN NOT NULL)`),
];

/** What a store does with names. */
export interface Privacy {
  readonly salt: string;
  /** No reviewer is kept by name. */
  readonly hashReviewers: boolean;
  /** Decisions older than this were forgotten: ISO time; null where none were. */
  readonly forgottenBefore: string | null;
  /** Names under which single decisions, and reviewers, go on. */
  readonly decisions: readonly string[];
  readonly reviewers: readonly string[];
}

/**
 * Settles once how names of reviewers are kept.
 *
 * @param salt random: whoever does not know it cannot find out who a hashed name is
 */
export async function keepPrivacy(db: Database, salt: string, hashReviewers: boolean): Promise<void> {
  await db.run(sql`INSERT INTO privacy VALUES (${salt}, ${hashReviewers}::BOOLEAN)`);
}

/** How this store keeps names, and what it has forgotten. */
export async function privacyOf(db: Database): Promise<Privacy> {
  const { salt, hashReviewers, ...forgotten } = await db.row(
    z.object({
      salt: z.string().nullable(),
      hashReviewers: z.boolean().nullable(),
      forgottenBefore: z.string().nullable(),
      decisions: z.array(z.string()),
      reviewers: z.array(z.string()),
    }),
    raw(`SELECT (SELECT max(salt) FROM privacy) AS salt, (SELECT bool_or(hash_reviewers) FROM privacy) AS "hashReviewers",
      max(what) FILTER (kind = 'before') AS "forgottenBefore", coalesce(list(what) FILTER (kind = 'decision'), []) AS decisions,
      coalesce(list(what) FILTER (kind = 'reviewer'), []) AS reviewers FROM forgettings`),
  );
  return { salt: salt ?? '', hashReviewers: hashReviewers ?? false, ...forgotten };
}

/** Decisions that are gone, and the votes that stood on them: of those that the counts have still. */
export async function forgottenBy(db: Database): Promise<{ decisions: number; votes: number }> {
  return db.row(
    z.object({ decisions: z.number(), votes: z.number() }),
    raw(`SELECT coalesce(sum(decisions), 0)::DOUBLE AS decisions, coalesce(sum(votes), 0)::DOUBLE AS votes
      FROM forgettings WHERE kind = 'before' AND counted`),
  );
}

/** Another name for an id, always the same in one store, from which nobody without its salt finds the id. */
export function pseudonym(kind: 'decision' | 'reviewer', salt: string, id: Sql): Sql {
  const key = `leeway ${kind} ${salt.length} ${salt} `;
  return sql`(${`${kind}-`} || sha256(${key} || ${id})[1:32])`;
}
