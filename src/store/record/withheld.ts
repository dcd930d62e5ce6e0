import type { NormalisedSource } from '../reading/normalise.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { type Privacy, pseudonym } from './forgettings.ts';

/** A source as the store may keep it: without what it was told to forget, reviewers by the names under which they go. */
export function withheld(source: NormalisedSource, privacy: Privacy): NormalisedSource {
  const forgotten = forgottenRows(source, privacy);
  const reviewer = reviewerName(privacy);
  return {
    ...source,
    ...(reviewer !== null && {
      select: sql`SELECT * REPLACE (${reviewer} AS reviewer_id) FROM (${source.select})`,
    }),
    ...(forgotten !== null && {
      checks: [...source.checks, { rule: 'decision_forgotten', broken: forgotten, value: raw(`'withheld'`) }],
    }),
  };
}

function forgottenRows({ kind }: NormalisedSource, privacy: Privacy): Sql | null {
  const conditions: Sql[] = [];
  if (privacy.forgottenBefore !== null && kind !== 'verdicts')
    conditions.push(sql`decided_at < ${privacy.forgottenBefore}::TIMESTAMP`);
  if (privacy.decisions.length > 0)
    conditions.push(
      sql`coalesce(${pseudonym('decision', privacy.salt, raw('decision_id'))} IN (${list(privacy.decisions)}), false)`,
    );
  return conditions.length === 0 ? null : sql`(${join(conditions, ' OR ')})`;
}

function reviewerName({ salt, hashReviewers, reviewers }: Privacy): Sql | null {
  const name = pseudonym('reviewer', salt, raw('reviewer_id'));
  if (hashReviewers) return name;
  return reviewers.length === 0
    ? null
    : sql`CASE WHEN ${name} IN (${list(reviewers)}) THEN ${name} ELSE reviewer_id END`;
}

function list(names: readonly string[]): Sql {
  return join(
    names.map((name) => sql`${name}`),
    ', ',
  );
}
