import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebian, programNamed } from './debian-package.ts';
import { freePorts } from './free-ports.ts';

/** A server that a test has started. */
export interface ClickHouseServer {
  readonly url: string;
  /** Port of its own client. */
  readonly port: number;
  /** Runs a statement; answers what it says. */
  readonly run: (sql: string, input?: Buffer, settings?: string) => Promise<string>;
  /** As if its machine had stopped. */
  readonly kill: () => Promise<void>;
}

/** Servers that know each other as the shards of the cluster `both`. */
export interface ClickHouseServers {
  readonly servers: readonly ClickHouseServer[];
  readonly stop: () => Promise<void>;
}

export const PASSWORD = "it's \\ secret";

/**
 * Starts ClickHouse servers on ports of this machine, each in a folder of its own. Debian is asked for the package where it is missing
 * and this user may install it.
 *
 * @returns why there is none, as a sentence, where there is none
 */
export async function startClickHouse(
  count: number,
  mostMemory = 2_000_000_000,
): Promise<ClickHouseServers | string> {
  if (programNamed(['clickhouse-server']) === null) installDebian(['clickhouse-server']);
  const server = programNamed(['clickhouse-server']);
  if (server === null)
    return 'there is no ClickHouse on this machine, and it could not be installed; apt-get install clickhouse-server does it on Debian';
  const ports = await freePorts(count * 3);
  const folder = mkdtempSync(join(tmpdir(), 'leeway-clickhouse-'));
  const cluster = ports.filter((_, index) => index % 3 === 1);
  const started = Array.from({ length: count }, (_, index) =>
    startOne(server, join(folder, `${index}`), ports.slice(index * 3, index * 3 + 3), {
      cluster,
      mostMemory,
    }),
  );
  const servers = await Promise.all(
    started.map(async (process, index) => {
      const [http, native] = ports.slice(index * 3) as [number, number];
      await answers(`http://127.0.0.1:${http}/ping`, process, join(folder, `${index}`, 'log'));
      return {
        url: `http://127.0.0.1:${http}`,
        port: native,
        run: (sql: string, input?: Buffer, settings = 'max_threads=2') =>
          asked(`http://127.0.0.1:${http}/?${settings}`, sql, input),
        kill: () => ended(process),
      };
    }),
  );
  return {
    servers,
    stop: async () => {
      await Promise.all(started.map(ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startOne(
  server: string,
  folder: string,
  ports: readonly number[],
  { cluster, mostMemory }: { readonly cluster: readonly number[]; readonly mostMemory: number },
): ChildProcess {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.xml');
  writeFileSync(config, configuration(folder, ports, cluster));
  writeFileSync(join(folder, 'users.xml'), users(mostMemory));
  // Root may not run it in the folder of another user: all is in its own.
  return spawn(server, [`--config-file=${config}`], { stdio: 'ignore', cwd: folder });
}

async function answers(url: string, process: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until && process.exitCode === null) {
    const is = await fetch(url)
      .then((answer) => answer.ok)
      .catch(() => false);
    if (is) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`ClickHouse does not answer: ${readFileSync(log, 'utf8').slice(-2000)}`);
}

/** On a connection of its own: one that is kept may be closed from the other side while this process is busy. */
function asked(url: string, sql: string, input?: Buffer): Promise<string> {
  const place = input === undefined ? url : `${url}&query=${encodeURIComponent(sql)}`;
  return new Promise((resolve, reject) => {
    const sent = request(place, { method: 'POST', agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const said = Buffer.concat(parts).toString('utf8');
        if (answer.statusCode === 200) resolve(said);
        else reject(new Error(said));
      });
    });
    sent.on('error', reject);
    sent.end(input ?? sql);
  });
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((resolve) => process.once('exit', resolve));
  process.kill('SIGKILL');
  await gone;
}

function configuration(
  folder: string,
  [http, native, between]: readonly number[],
  cluster: readonly number[],
): string {
  const shards = cluster.map(
    (port) => `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`,
  );
  return `<?xml version="1.0"?><yandex>
  <logger><level>error</level><log>${folder}/log</log><errorlog>${folder}/errors</errorlog></logger>
  <http_port>${http}</http_port><tcp_port>${native}</tcp_port><interserver_http_port>${between}</interserver_http_port>
  <listen_host>127.0.0.1</listen_host><path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
  <users_config>users.xml</users_config><default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size><timezone>America/New_York</timezone>
  <remote_servers><both>${shards.join('')}</both></remote_servers></yandex>`;
}

/** @param mostMemory bytes that a statement may have on a server */
function users(mostMemory: number): string {
  return `<?xml version="1.0"?><yandex>
  <profiles><default><max_memory_usage>${mostMemory}</max_memory_usage></default><reader><readonly>1</readonly></reader></profiles>
  <quotas><default></default></quotas>
  <users>
    <default><password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
    <reader><password>it's \\ secret</password><networks><ip>127.0.0.1</ip></networks><profile>reader</profile><quota>default</quota></reader>
  </users></yandex>`;
}
