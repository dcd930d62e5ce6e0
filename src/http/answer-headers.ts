import zlib, { constants } from 'node:zlib';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { once } from './written-once.ts';

/** What a page of this server may load and do: its own files, and nothing that is written into it. */
const POLICY = {
  ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"] },
  ...{ imgSrc: ["'self'", 'data:', 'blob:'], connectSrc: ["'self'"], formAction: ["'self'"] },
  ...{ baseUri: ["'none'"], frameAncestors: ["'none'"] },
};

/** Of more bytes a piece at a time is packed: what is made for one reader, such as rows of a store. */
const LARGEST_AT_ONCE = 4 << 20;

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
// What many ask for is packed for the first of them.
const brotliOnce = once((bytes: Buffer) => zlib.brotliCompressSync(bytes, BROTLI));
const gzipOnce = once((bytes: Buffer) => zlib.gzipSync(bytes));

/** Adds what every answer carries for browsers, and packs those that are worth it; routes come after it. */
export async function answerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    // Whether it is reached by TLS is for who stands before it to say.
    strictTransportSecurity: false,
  });
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // Bodies that come in packed are unpacked by whoever reads them.
    globalDecompression: false,
    brotliOptions: BROTLI,
    zlib: { ...zlib, brotliCompressSync: brotliOnce, gzipSync: gzipOnce },
    syncThreshold: LARGEST_AT_ONCE,
  });
}
