import { STATUS_CODES } from 'node:http';
import type { ProblemDocument } from '../contracts/ingest-status.ts';
import { NotThere, Problem, type ProblemCode } from '../contracts/problem.ts';
import { Stopped } from '../workflows/apply-loop.ts';
import { KeyReused } from '../workflows/intake.ts';

/** A request that is refused, with the status that says how. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    [this.status, this.headers] = [status, headers];
  }
}

const STATUS: Readonly<Record<ProblemCode, number>> = {
  usage: 400,
  configuration: 422,
  'input-refused': 422,
  'check-failed': 409,
  'not-allowed': 403,
};

/** An answer that is an error, in the words of RFC 9457. */
export interface ProblemAnswer {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an error is called outside. What nobody foresaw keeps its words to itself. */
export function problemAnswer(error: unknown): ProblemAnswer {
  if (error instanceof HttpProblem) return answer(error.status, error.message, error.headers);
  if (error instanceof Problem) {
    const status = error instanceof NotThere ? 404 : STATUS[error.code];
    const { document, headers } = answer(status, error.message);
    return { document: { ...document, code: error.code, details: { ...error.details } }, headers };
  }
  if (error instanceof Stopped) return answer(503, error.message, { 'retry-after': '5' });
  if (error instanceof KeyReused)
    return answer(422, 'this Idempotency-Key came before with another body; take a new key for a new body');
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return answer(
      507,
      'the disk of the server is full; nothing of this body was kept, send it again once there is room',
    );
  // What Fastify and its plugins refuse by themselves: a path out of a folder, a header that is none.
  const status = statusOf(error);
  if (status >= 400 && status < 500) return answer(status, error instanceof Error ? error.message : code);
  return answer(500, "this is a fault of leeway's; the server has said more on its standard error");
}

function answer(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ProblemAnswer {
  return {
    document: { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail },
    headers,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
}
