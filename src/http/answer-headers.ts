import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** What a page of this server may load and do: its own files, and nothing that is written into it. */
const POLICY = {
  ...{ defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"] },
  ...{ imgSrc: ["'self'", 'data:', 'blob:'], connectSrc: ["'self'"], formAction: ["'self'"] },
  ...{ baseUri: ["'none'"], frameAncestors: ["'none'"] },
};

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
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}
