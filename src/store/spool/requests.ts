import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { IngestStatus } from '../../contracts/ingest-status.ts';
import { syncFolder, writeWhole } from './durable.ts';

/** How long an `Idempotency-Key` is known after its body was applied. */
const KEY_LIFE_MS = 86_400_000;
/** Beyond so many the oldest are forgotten: memory ends before a day does. */
const MOST_KEYS = 500_000;
/** Requests without a key whose outcome can be asked for. */
const MOST_OUTCOMES = 50_000;
/** A file of so many lines need not be written anew. */
const FEW_LINES = 10_000;

const Keyed = z.strictObject({ key: z.string(), digest: z.string(), at: z.number(), status: IngestStatus });

/** What a client called its request. */
export interface Key {
  readonly key: string;
  /** Of all that was sent: the same key with another digest is a mistake. */
  readonly digest: string;
  readonly at: number;
}

/** What became of recent requests, by their names and by their keys; keys are known after a restart too. */
export class Requests {
  readonly #path: string;
  readonly #clock: () => number;
  readonly #spooled = new Map<string, { readonly status: IngestStatus; readonly key: Key | null }>();
  readonly #settled = new Map<string, IngestStatus>();
  readonly #keys = new Map<string, Key & { readonly id: string }>();
  readonly #keyed = new Map<string, IngestStatus>();
  #lines = 0;

  private constructor(path: string, clock: () => number) {
    [this.#path, this.#clock] = [path, clock];
  }

  /** Reads the keys of the last day, and writes their file anew without the older ones. */
  static async open(path: string, clock: () => number): Promise<Requests> {
    const requests = new Requests(path, clock);
    const text = await readFile(path, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(0, -1)) {
      const one = Keyed.safeParse(parsed(line)).data;
      if (one !== undefined && one.at > clock() - KEY_LIFE_MS) requests.#remember(one, one.status);
    }
    await requests.#rewrite();
    return requests;
  }

  /** Requests that are acknowledged and not applied. */
  get waiting(): number {
    return this.#spooled.size;
  }

  /** What is known of a request; null where nothing is, any more or at all. */
  status(id: string): IngestStatus | null {
    return this.#spooled.get(id)?.status ?? this.#settled.get(id) ?? this.#keyed.get(id) ?? null;
  }

  withKey(key: string): (Key & { readonly id: string }) | null {
    const known = this.#keys.get(key);
    if (known === undefined) return null;
    return this.#spooled.has(known.id) || known.at > this.#clock() - KEY_LIFE_MS ? known : null;
  }

  /** A request that is acknowledged from now on. */
  begin(status: IngestStatus, key: Key | null): void {
    this.#spooled.set(status.id, { status, key });
    if (key === null) return;
    this.#forget(key.key);
    this.#keys.set(key.key, { ...key, id: status.id });
  }

  /** Requests that are applied or refused; their keys are on disk when it answers. */
  async settle(statuses: readonly IngestStatus[]): Promise<void> {
    const lines: string[] = [];
    for (const status of statuses) {
      const key = this.#spooled.get(status.id)?.key ?? null;
      this.#spooled.delete(status.id);
      if (key === null) this.#settled.set(status.id, status);
      else {
        const now = { ...key, at: this.#clock() };
        this.#remember(now, status);
        lines.push(`${JSON.stringify({ ...now, status })}\n`);
      }
    }
    forgetOldest(this.#settled, MOST_OUTCOMES);
    if (lines.length === 0) return;
    await this.#append(lines.join(''));
    this.#lines += lines.length;
    if (this.#lines > 2 * this.#keyed.size + FEW_LINES) await this.#rewrite();
  }

  #remember(key: Key, status: IngestStatus): void {
    this.#forget(key.key);
    this.#keys.set(key.key, { key: key.key, digest: key.digest, at: key.at, id: status.id });
    this.#keyed.set(status.id, status);
    for (const [oldest, { id }] of this.#keys) {
      if (this.#keyed.size <= MOST_KEYS) break;
      if (this.#keyed.has(id)) this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#keyed.delete(this.#keys.get(key)?.id ?? '');
    this.#keys.delete(key);
  }

  async #append(text: string): Promise<void> {
    const file = await open(this.#path, 'a');
    try {
      await writeWhole(file, Buffer.from(text), (await file.stat()).size);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  async #rewrite(): Promise<void> {
    const lines: string[] = [];
    for (const { id, ...key } of [...this.#keys.values()]) {
      const status = this.#keyed.get(id);
      if (status === undefined) continue;
      if (key.at > this.#clock() - KEY_LIFE_MS) lines.push(`${JSON.stringify({ ...key, status })}\n`);
      else this.#forget(key.key);
    }
    this.#lines = lines.length;
    const file = await open(`${this.#path}.new`, 'w');
    try {
      await file.writeFile(lines.join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(`${this.#path}.new`, this.#path);
    await syncFolder(dirname(this.#path));
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
