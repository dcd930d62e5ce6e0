import { Problem } from '../../contracts/problem.ts';
import type { Connection, Engine } from './engine.ts';

/**
 * Connects to the engine that a URL names. Each client is loaded only where it is needed.
 *
 * @throws Problem usage: a URL of neither; input-refused: no connection
 */
export async function openEngine(connection: Connection): Promise<Engine> {
  const { protocol } = connection.url;
  if (protocol === 'http:' || protocol === 'https:') {
    const { openClickHouse } = await import('./clickhouse.ts');
    return openClickHouse(connection);
  }
  if (protocol === 'postgres:' || protocol === 'postgresql:') {
    const { openPostgres } = await import('./postgres.ts');
    return openPostgres(connection);
  }
  throw new Problem(
    'usage',
    `LEEWAY_SOURCE_URL: ${protocol}// is no engine that leeway connects to; give http(s):// for ClickHouse or postgres://, or use leeway evidence sql`,
  );
}
