import { Problem, type ProblemCode } from '../contracts/problem.ts';

/** Exit codes, as published. */
export const EXIT = {
  done: 0,
  fault: 1,
  usage: 2,
  inputRefused: 3,
  limitBroken: 4,
  wantOfEvidence: 5,
  stale: 6,
  checkFailed: 7,
  notAllowed: 8,
  changesProposed: 10,
} as const;

const CODES: Readonly<Record<ProblemCode, number>> = {
  usage: EXIT.usage,
  configuration: EXIT.usage,
  'input-refused': EXIT.inputRefused,
  'check-failed': EXIT.checkFailed,
  'not-allowed': EXIT.notAllowed,
};

/** Says what went wrong on stderr, in one line or as JSON, and answers the exit code. */
export function fail(error: unknown, asJson: boolean): number {
  const known = error instanceof Problem;
  const code = known ? error.code : 'fault';
  const message = known
    ? error.message
    : `this is a fault of leeway's: ${error instanceof Error ? error.message : String(error)}`;
  const oneLine = message.replace(/\s*\n\s*/g, ' ').slice(0, 2000);
  const body = { error: { code, message: oneLine, details: known ? error.details : {} } };
  process.stderr.write(asJson ? `${JSON.stringify(body)}\n` : `leeway: ${oneLine}\n`);
  if (!known && process.env['LEEWAY_DEBUG'] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return known ? CODES[error.code] : EXIT.fault;
}
