import { raw, type Sql } from '../sql.ts';

/**
 * Events, each with the hash of the one before it, and signatures of where they ended. Times and bodies are text, so that
 * their bytes never change; a number that is taken twice is refused, whoever writes beside.
 */
export const LEDGER_SCHEMA: readonly Sql[] = [
  raw(`CREATE TABLE ledger (
    seq BIGINT PRIMARY KEY, "at" VARCHAR NOT NULL, actor VARCHAR NOT NULL, type VARCHAR NOT NULL, subject VARCHAR NOT NULL,
    body VARCHAR NOT NULL, previous VARCHAR NOT NULL, hash VARCHAR NOT NULL)`),
  raw(`CREATE TABLE checkpoints (
    seq BIGINT NOT NULL, hash VARCHAR NOT NULL, "at" VARCHAR NOT NULL, key_id VARCHAR NOT NULL, signature VARCHAR NOT NULL)`),
  // What proposals rest on, each under the digest by which the ledger names it.
  raw('CREATE TABLE packs (digest VARCHAR PRIMARY KEY, pack VARCHAR NOT NULL)'),
];
