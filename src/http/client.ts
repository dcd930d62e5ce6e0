import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { IngestStatus, ProblemDocument } from '../contracts/ingest-status.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { MAPPING_HEADER, mappingHeader } from './ask.ts';

/** A file that is to be sent. */
export interface Upload {
  readonly source: NodeJS.ReadableStream;
  /** Its name, whose ending says what it is. */
  readonly name: string;
  readonly mapping: Mapping;
  readonly strict: boolean;
}

const CONTENT_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.(?:csv|tsv|txt)$/i, 'text/csv'],
  [/\.(?:jsonl|ndjson)$/i, 'application/x-ndjson'],
  [/\.(?:parquet|pq)$/i, 'application/vnd.apache.parquet'],
];

/**
 * Asks a server, and checks the shape of its answer.
 *
 * @param path with its query
 * @throws Problem what the server refuses, in its words; input-refused: nobody answers there
 */
export async function askServer<T>(server: string, path: string, shape: z.ZodType<T>): Promise<T> {
  return send(server, path, { method: 'GET' }, null, shape);
}

/**
 * Sends a file as it is, and waits until it is in the store.
 *
 * @throws Problem as `askServer`
 */
export async function sendFile(
  server: string,
  { source, name, mapping, strict }: Upload,
): Promise<IngestStatus> {
  const type = CONTENT_TYPES.find(([ending]) => ending.test(name))?.[1] ?? 'application/octet-stream';
  const headers = { 'content-type': type, [MAPPING_HEADER]: mappingHeader(mapping) };
  const path = `/v1/ingests?wait=true&strict=${strict}`;
  return send(server, path, { method: 'POST', headers }, source, IngestStatus);
}

async function send<T>(
  server: string,
  path: string,
  options: RequestOptions,
  body: NodeJS.ReadableStream | null,
  shape: z.ZodType<T>,
): Promise<T> {
  const { status, text } = await exchange(server, path, options, body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw strange(server);
  }
  if (status >= 400) throw refusal(server, value);
  if (!isShaped(shape, value)) throw strange(server);
  return value;
}

/** Checks and changes nothing: what is printed keeps the order in which the server said it. */
function isShaped<T>(shape: z.ZodType<T>, value: unknown): value is T {
  return shape.safeParse(value).success;
}

/** No time limit: what comes before in the spool may take a while. */
function exchange(
  server: string,
  path: string,
  options: RequestOptions,
  body: NodeJS.ReadableStream | null,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, server), { ...options, agent: false });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), failed);
    });
    const failed = (error: unknown): void => reject(silent(server, error));
    if (body === null) {
      outgoing.on('error', failed);
      outgoing.end();
      return;
    }
    // A server that has refused need not read to the end.
    pipeline(body, outgoing).catch((error: unknown) => {
      if (!answered) failed(error);
    });
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function refusal(server: string, value: unknown): Problem {
  const parsed = ProblemDocument.safeParse(value);
  if (!parsed.success) return strange(server);
  const { code, detail, details, status } = parsed.data;
  return new Problem(
    code ?? (status === 403 ? 'not-allowed' : 'input-refused'),
    code === undefined ? `${server}: ${detail}` : detail,
    details,
  );
}

function strange(server: string): Problem {
  return new Problem(
    'input-refused',
    `${server}: what answers there is no leeway server of this version; check --url`,
  );
}

function silent(server: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(code))
    return error;
  return new Problem(
    'input-refused',
    code === 'ECONNREFUSED'
      ? `${server}: no server answers there; start one with leeway serve, or leave --url out`
      : `${server}: the connection broke (${code}); run it again: nothing is added twice`,
  );
}
