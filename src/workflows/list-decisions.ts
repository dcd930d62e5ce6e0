import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Condition } from '../contracts/condition.ts';
import { rulesFor } from '../contracts/configuration.ts';
import type { DecisionPage } from '../contracts/decision-page.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import {
  type DecisionsAsked,
  type PlaceInList,
  pageOfDecisions,
  writeDecisions,
} from '../store/record/list-decisions.ts';
import { newestTimeOf } from '../store/record/newest-time.ts';
import { sql } from '../store/sql.ts';
import { type DomainQuestion, unknownDomain } from './domain-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which decisions of a domain. */
export interface DecisionsQuestion extends DomainQuestion {
  /** All of them must hold. */
  readonly where: readonly Condition[];
}

/**
 * The decisions behind a figure of a report, as CSV.
 *
 * @param write takes the bytes, as they come
 * @returns how many
 * @throws NotThere: the store has no such domain
 */
export async function decisionsFromStore(
  place: StorePlace,
  question: DecisionsQuestion,
  write: (chunk: string) => Promise<void>,
): Promise<number> {
  return withStore(place, async (db) => {
    const path = join(db.scratch, 'decisions.csv');
    const rows = await decisionsIntoFile(db, question, path);
    for await (const chunk of createReadStream(path, 'utf8')) await write(String(chunk));
    return rows;
  });
}

/** The same into a file, from a store that is open. Makes temporary tables of its connection. */
export async function decisionsIntoFile(
  db: Database,
  question: DecisionsQuestion,
  path: string,
): Promise<number> {
  return writeDecisions(db, path, await askedOf(db, question));
}

/**
 * The same page by page, the newest first.
 *
 * @param page how many, and what the page before said comes next
 * @throws NotThere; Problem usage: `after` is of no page
 */
export async function decisionsOnRecord(
  db: Database,
  question: DecisionsQuestion,
  page: { readonly limit: number; readonly after: string | null },
): Promise<DecisionPage> {
  const after = page.after === null ? null : placeIn(page.after);
  const asked = await askedOf(db, question);
  const { total, rows, next } = await pageOfDecisions(db, asked, { limit: page.limit, after });
  return {
    ...{ version: 1, asOf: asked.until, domain: asked.domain, total, decisions: rows },
    next: next === null ? null : nameOf(next),
  };
}

async function askedOf(
  db: Database,
  { domain, configuration, asOf, where }: DecisionsQuestion,
): Promise<DecisionsAsked> {
  const until = asOf ?? (await newestTimeOf(db));
  if (!(await db.exists(sql`FROM circumstances WHERE domain = ${domain}`)))
    throw await unknownDomain(db, domain);
  const matureUntil = new Date(Date.parse(until) - rulesFor(configuration, domain).maturity).toISOString();
  return { domain, where, until, matureUntil };
}

const Place = z.tuple([z.string().regex(/^-?\d{1,18}$/), z.string()]);

function nameOf({ decidedAtUs, decisionId }: PlaceInList): string {
  return Buffer.from(JSON.stringify([decidedAtUs, decisionId])).toString('base64url');
}

function placeIn(name: string): PlaceInList {
  try {
    const [decidedAtUs, decisionId] = Place.parse(JSON.parse(Buffer.from(name, 'base64url').toString()));
    return { decidedAtUs, decisionId };
  } catch {
    throw new Problem('usage', 'after: is of no page of decisions; leave it out for the first one');
  }
}
