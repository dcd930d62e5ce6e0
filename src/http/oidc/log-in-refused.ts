import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { Problem } from '../../contracts/problem.ts';
import { HttpProblem } from '../http-problem.ts';

/** A log-in that did not come to its end, with a word for the log that tells nothing of anybody. */
export class LogInRefused extends HttpProblem {
  readonly reason: string;

  constructor(status: number, reason: string, detail: string) {
    // A status of 401 names a way to come in (RFC 9110, section 15.5.2).
    super(status, detail, status === 401 ? { 'www-authenticate': 'Bearer realm="leeway"' } : {});
    this.reason = reason;
  }
}

/** What a provider says where it and this server were not told the same of one another. */
const MISFITS = ['invalid_client', 'unauthorized_client', 'invalid_request', 'invalid_scope'];
const DOWN = ['server_error', 'temporarily_unavailable'];

/** What an error of the protocol means for whoever logs in. What is none stays what it is. */
export function refusalOf(error: unknown, provider: string): unknown {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const word = /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'error';
    if (MISFITS.includes(word)) return misfit(provider, word);
    if (DOWN.includes(word)) return unreachable(provider, word);
    return new LogInRefused(401, word, `${provider} has let nobody in (${word}); log in again`);
  }
  if (error instanceof WWWAuthenticateChallengeError) return misfit(provider, 'invalid_client');
  if (error instanceof ClientError) return refusalOfClient(error, provider);
  // What fetch throws where nobody answers.
  return error instanceof TypeError && error.cause !== undefined
    ? unreachable(provider, 'unreachable')
    : error;
}

/** The same of what the provider says of itself, which has nothing to do with who logs in. */
export function misfitOf(error: unknown, provider: string): unknown {
  const refusal = refusalOf(error, provider);
  return refusal instanceof LogInRefused && refusal.status === 401
    ? misfit(provider, refusal.reason)
    : refusal;
}

function refusalOfClient({ code = 'OAUTH_ERROR', cause }: ClientError, provider: string): LogInRefused {
  if (cause instanceof LogInRefused) return cause;
  if (cause instanceof Response && cause.status < 500) return misfit(provider, `status ${cause.status}`);
  return cause instanceof Response || ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(code)
    ? unreachable(provider, code)
    : new LogInRefused(401, code, `what ${provider} answered does not hold (${code}); log in again`);
}

function unreachable(provider: string, reason: string): LogInRefused {
  return new LogInRefused(
    503,
    reason,
    `${provider} cannot be reached at the moment; log in with a token, or try again later`,
  );
}

function misfit(provider: string, reason: string): LogInRefused {
  return new LogInRefused(
    502,
    reason,
    `${provider} and this server were not told the same of one another (${reason}); whoever runs it checks oidc in leeway.yaml, LEEWAY_OIDC_SECRET and the addresses that the provider knows`,
  );
}

/** Why a log-in was refused, in a word for the log; null where it was not refused but broke. */
export function reasonOf(error: unknown): string | null {
  if (error instanceof LogInRefused) return error.reason;
  if (error instanceof Problem) return String(error.details['reason'] ?? error.code);
  return null;
}
