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

/** What an error of the protocol means for whoever logs in. What is none stays what it is. */
export function refusalOf(error: unknown, provider: string): unknown {
  const unreachable = (reason: string): LogInRefused =>
    new LogInRefused(
      503,
      reason,
      `${provider} cannot be reached at the moment; log in with a token, or try again later`,
    );
  const misfit = (reason: string): LogInRefused =>
    new LogInRefused(
      502,
      reason,
      `${provider} does not work together with this server (${reason}); whoever runs it checks oidc in leeway.yaml, LEEWAY_OIDC_SECRET and the addresses that the provider knows`,
    );
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const word = /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'error';
    if (MISFITS.includes(word)) return misfit(word);
    if (['server_error', 'temporarily_unavailable'].includes(word)) return unreachable(word);
    return new LogInRefused(401, word, `${provider} has let nobody in (${word}); log in again`);
  }
  if (error instanceof WWWAuthenticateChallengeError) return misfit('invalid_client');
  if (error instanceof ClientError) {
    if (error.cause instanceof LogInRefused) return error.cause;
    const code = error.code ?? 'OAUTH_ERROR';
    if (['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(code))
      return unreachable(code);
    return new LogInRefused(401, code, `what ${provider} answered does not hold (${code}); log in again`);
  }
  // What fetch throws where nobody answers.
  return error instanceof TypeError && error.cause !== undefined ? unreachable('unreachable') : error;
}

/** Why a log-in was refused, in a word for the log; null where it was not refused but broke. */
export function reasonOf(error: unknown): string | null {
  if (error instanceof LogInRefused) return error.reason;
  if (error instanceof Problem) return String(error.details['reason'] ?? error.code);
  return null;
}
