import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { installDebian, programNamed } from './debian-package.ts';
import { freePorts } from './free-ports.ts';

/** A server that a test has started. */
export interface PostgresServer {
  readonly url: string;
  readonly run: (sql: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const PASSWORD = "it's secret";

const FOLDERS = ['15', '16', '17', '18'].map((version) => `/usr/lib/postgresql/${version}/bin`);

/**
 * Starts PostgreSQL on a port of this machine, in a folder of its own. Debian is asked for the package where it is missing and this
 * user may install it.
 *
 * @returns why there is none, as a sentence, where there is none
 */
export async function startPostgres(): Promise<PostgresServer | string> {
  const find = (name: string): string | null => programNamed([name], FOLDERS);
  if (find('initdb') === null) installDebian(['postgresql']);
  const [initdb, server] = [find('initdb'), find('postgres')];
  if (initdb === null || server === null)
    return 'there is no PostgreSQL on this machine, and it could not be installed; apt-get install postgresql does it on Debian';
  const folder = mkdtempSync(join(tmpdir(), 'leeway-postgres-'));
  const own = ownUser();
  if (own !== null) chownSync(folder, own.uid, own.gid);
  const data = join(folder, 'data');
  execFileSync(initdb, ['-D', data, '-U', 'owner', '--auth=trust', '--no-sync', '-E', 'UTF8'], {
    ...own,
    cwd: folder,
    stdio: 'ignore',
  });
  const [port = 0] = await freePorts(1);
  const flags = ['-c', 'fsync=off', '-c', 'timezone=America/New_York', '-c', 'max_connections=10'];
  const running = spawn(server, ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...flags], {
    ...own,
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `postgres://owner@127.0.0.1:${port}/postgres`;
  await reachable(url);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return {
    url,
    run: async (sql) => {
      await client.query(sql);
    },
    stop: async () => {
      await client.end().catch(() => {});
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL does not run as root: there the user of its package does it. */
function ownUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

async function reachable(url: string): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
