import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { type Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const COMMAND = join(import.meta.dirname, '../dist/cli/bin.js');
const Ready = z.object({ spooledBytes: z.number() });
export const Doctor = z.object({ decisions: z.number(), checks: z.array(z.object({ broken: z.number() })) });

/** A server process on a store of its own. */
export class Load {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #url: string;

  private constructor(folder: string, child: ChildProcess, url: string) {
    [this.#folder, this.#child, this.#url] = [folder, child, url];
  }

  /** @param store of which it gets a copy; without one it begins with nothing */
  static async open(store?: string): Promise<Load> {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-bench-'));
    if (store === undefined) execFileSync('node', [COMMAND, 'init'], { cwd: folder });
    else cpSync(store, join(folder, 'leeway.duckdb'));
    const child = spawn('node', [COMMAND, 'serve', '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim().split(' ').at(-1) ?? ''));
    });
    return new Load(folder, child, url);
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Answers with the status. */
  post(path: string, bytes: Buffer, type: string, agent: Agent): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': type, 'content-length': String(bytes.length) };
      const outgoing = request(`${this.#url}${path}`, { method: 'POST', headers, agent }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      outgoing.on('error', reject);
      outgoing.end(bytes);
    });
  }

  /** Reads an answer to its end. @returns its size in bytes */
  read(path: string, agent: Agent): Promise<number> {
    return new Promise((resolve, reject) => {
      request(`${this.#url}${path}`, { agent }, (response) => {
        let bytes = 0;
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
        });
        response.on('end', () => {
          if (response.statusCode === 200) resolve(bytes);
          else reject(new Error(`${path}: ${response.statusCode}`));
        });
      })
        .on('error', reject)
        .end();
    });
  }

  async get(path: string): Promise<unknown> {
    const answer = await fetch(`${this.#url}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Answers once all that was acknowledged is in the store. */
  async applied(): Promise<void> {
    while (Ready.parse(await this.get('/readyz')).spooledBytes > 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  async close(): Promise<void> {
    this.#child.kill('SIGTERM');
    await new Promise((resolve) => this.#child.on('close', resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A decision as a line of JSON, always the same for one name. */
export function row(name: string): string {
  const number = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return JSON.stringify({
    decision_id: `decision-${name.padStart(12, '0')}`,
    domain: `domain-${number % 50}`,
    decided_at: new Date(Date.UTC(2026, 0, 1) + number * 10_000).toISOString(),
    confidence: (number % 1000) / 1000,
    model: 'agent-2026-05',
    ai_answer: number % 3 === 0 ? 'pay' : 'refuse',
    amount: number % 500,
  });
}
