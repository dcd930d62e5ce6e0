import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { z } from 'zod';
import { IngestStatus, ProblemDocument } from '../contracts/ingest-status.ts';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { OWNER_HEADER } from './access/owner-key.ts';
import { MAPPING_HEADER, mappingHeader } from './ask.ts';
import { ARCHIVE } from './content.ts';

/** A server, and by what token it is asked. */
export interface Server {
  /** For example `http://127.0.0.1:7150`. */
  readonly origin: string;
  readonly token: string | null;
  /** By which it knows the owner of its store, while it asks nobody for a token. */
  readonly ownerKey: string | null;
}

/** Something that a server is to do. */
export interface Order {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
}

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
export async function askServer<T>(server: Server, path: string, shape: z.ZodType<T>): Promise<T> {
  return send(server, path, { method: 'GET' }, null, shape);
}

/**
 * Has a server do something, and checks the shape of its answer.
 *
 * @throws Problem as `askServer`
 */
export async function tellServer<T>(
  server: Server,
  { method, path, body }: Order,
  shape: z.ZodType<T>,
): Promise<T> {
  if (body === undefined) return send(server, path, { method }, null, shape);
  const headers = { 'content-type': 'application/json' };
  return send(server, path, { method, headers }, Readable.from([JSON.stringify(body)]), shape);
}

/**
 * What a server answers, of whatever kind.
 *
 * @throws Problem as `askServer`
 */
export async function bytesFromServer(server: Server, path: string): Promise<Buffer> {
  return takeFromServer(server, path, bytesOf);
}

/**
 * Does something with what a server answers, as it comes.
 *
 * @throws Problem as `askServer`; else what `take` throws
 */
export async function takeFromServer<T>(
  server: Server,
  path: string,
  take: (answer: IncomingMessage) => Promise<T>,
): Promise<T> {
  return exchange(server, path, { method: 'GET' }, null, take);
}

/**
 * Sends a file as it is, and waits until it is in the store.
 *
 * @throws Problem as `askServer`
 */
export async function sendFile(
  server: Server,
  { source, name, mapping, strict }: Upload,
): Promise<IngestStatus> {
  const type = CONTENT_TYPES.find(([ending]) => ending.test(name))?.[1] ?? 'application/octet-stream';
  const headers = { 'content-type': type, [MAPPING_HEADER]: mappingHeader(mapping) };
  const path = `/v1/ingests?wait=true&strict=${strict}`;
  return send(server, path, { method: 'POST', headers }, source, IngestStatus);
}

/**
 * Sends an archive as it is made.
 *
 * @throws Problem as `askServer`
 */
export async function sendArchive<T>(
  server: Server,
  path: string,
  archive: Readable,
  shape: z.ZodType<T>,
): Promise<T> {
  return send(server, path, { method: 'POST', headers: { 'content-type': ARCHIVE } }, archive, shape);
}

async function send<T>(
  server: Server,
  path: string,
  options: RequestOptions,
  body: NodeJS.ReadableStream | null,
  shape: z.ZodType<T>,
): Promise<T> {
  const value = jsonIn(server, await exchange(server, path, options, body, bytesOf));
  if (!isShaped(shape, value)) throw strange(server);
  return value;
}

function jsonIn(server: Server, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw strange(server);
  }
}

/** Checks and changes nothing: what is printed keeps the order in which the server said it. */
function isShaped<T>(shape: z.ZodType<T>, value: unknown): value is T {
  return shape.safeParse(value).success;
}

async function exchange<T>(
  server: Server,
  path: string,
  options: RequestOptions,
  body: NodeJS.ReadableStream | null,
  take: (answer: IncomingMessage) => Promise<T>,
): Promise<T> {
  try {
    const answer = await responseTo(server, path, options, body);
    if ((answer.statusCode ?? 0) < 400) return await take(answer);
    throw refusal(server, jsonIn(server, await bytesOf(answer)));
  } catch (error) {
    throw silent(server, error);
  }
}

/** No time limit: what comes before in the spool may take a while. */
function responseTo(
  server: Server,
  path: string,
  { headers, ...options }: RequestOptions,
  body: NodeJS.ReadableStream | null,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, server.origin);
    const outgoing = (url.protocol === 'https:' ? requestOverTls : request)(url, {
      ...options,
      // Whoever asks by a command asks once, and for what is there by now.
      headers: {
        'cache-control': 'no-cache',
        ...headers,
        ...(server.token !== null && { authorization: `Bearer ${server.token}` }),
        ...(server.ownerKey !== null && { [OWNER_HEADER]: server.ownerKey }),
      },
      agent: false,
    });
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      resolve(response);
    });
    if (body === null) {
      outgoing.on('error', reject);
      outgoing.end();
      return;
    }
    // A server that has refused need not read to the end.
    pipeline(body, outgoing).catch((error: unknown) => {
      if (!answered) reject(error);
    });
  });
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function refusal(server: Server, value: unknown): Problem {
  const parsed = ProblemDocument.safeParse(value);
  if (!parsed.success) return strange(server);
  const { code, detail, details, status } = parsed.data;
  return new Problem(
    code ?? (status === 403 || status === 401 ? 'not-allowed' : status === 400 ? 'usage' : 'input-refused'),
    code === undefined ? `${server.origin}: ${detail}` : detail,
    details,
  );
}

function strange({ origin }: Server): Problem {
  return new Problem(
    'input-refused',
    `${origin}: what answers there is no leeway server of this version; check --url`,
  );
}

function silent({ origin }: Server, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(code))
    return error;
  return new Problem(
    'input-refused',
    code === 'ECONNREFUSED'
      ? `${origin}: no server answers there; start one with leeway serve, or leave --url out`
      : `${origin}: the connection broke (${code}); run it again: nothing is added twice`,
  );
}
