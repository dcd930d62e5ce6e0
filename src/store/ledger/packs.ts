import * as z from 'zod';
import type { Database } from '../database.ts';
import { sql } from '../sql.ts';

/** Keeps a pack under its digest; one that is there already stays as it is. */
export async function keepPack(db: Database, digest: string, pack: string): Promise<void> {
  await db.run(sql`INSERT INTO packs VALUES (${digest}, ${pack}) ON CONFLICT DO NOTHING`);
}

/** The text of a pack; null where there is none under that digest. */
export async function readPack(db: Database, digest: string): Promise<string | null> {
  const [found] = await db.rows(
    z.object({ pack: z.string() }),
    sql`SELECT pack FROM packs WHERE digest = ${digest}`,
  );
  return found?.pack ?? null;
}
