import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { holdsHalfSign } from '../contracts/half-signs.ts';
import { HttpProblem } from './http-problem.ts';
import { writtenOnce } from './written-once.ts';

/** Where routes say with schemas what they take. */
export type TypedApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A decision of people is short. */
const MOST_BODY_BYTES = 65_536;

/** Lets routes take small bodies of JSON, and parse all that comes in by their schemas. */
export async function jsonScope(app: FastifyInstance, routes: (app: TypedApp) => void): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: MOST_BODY_BYTES },
      scope.getDefaultJsonParser('error', 'error'),
    );
    scope.addHook('preValidation', async ({ body }) => {
      if (holdsHalfSign(body))
        throw new HttpProblem(400, 'the body: a text in it holds half of a sign; send it as whole Unicode');
    });
    scope.setValidatorCompiler(validatorCompiler);
    // Fastify sends bytes as they are; its type knows of text only.
    scope.setSerializerCompiler(() => writtenOnce as unknown as (data: unknown) => string);
    routes(scope.withTypeProvider<ZodTypeProvider>());
  });
}

const PARTS: Readonly<Record<string, string>> = {
  body: 'the body',
  querystring: 'the query',
  params: 'the path',
  headers: 'the headers',
};

/** What a schema refuses, in one line; null for any other error. */
export function schemaRefusal(error: unknown): HttpProblem | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const faults = error.validation.map(({ instancePath, message }) => {
    const place = instancePath.split('/').filter(Boolean).join('.');
    return place === '' ? message : `${place}: ${message}`;
  });
  return new HttpProblem(
    400,
    `${PARTS[error.validationContext ?? ''] ?? 'the request'}: ${faults.join('; ')}`,
  );
}
