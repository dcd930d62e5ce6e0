import { Problem, type ProblemCode } from '../contracts/problem.ts';
import { visible } from '../reports/figures.ts';

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

const LONGEST_MESSAGE = 2000;

/** Says what went wrong on stderr, in one line or as JSON, and answers the exit code. */
export function fail(error: unknown, asJson: boolean): number {
  const known = error instanceof Problem;
  const code = known ? error.code : 'fault';
  const message = visible(messageOf(error).replace(/\s*\n\s*/g, ' '));
  const oneLine = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message;
  const body = { error: { code, message: oneLine, details: known ? error.details : {} } };
  process.stderr.write(asJson ? `${JSON.stringify(body)}\n` : `leeway: ${oneLine}\n`);
  if (!known && process.env['LEEWAY_DEBUG'] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  return known ? CODES[error.code] : EXIT.fault;
}

function messageOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  // What the operating system refused is nobody's fault here: a full disk, a missing permission.
  if ((error instanceof Error && 'syscall' in error) || /^(?:IO|Out of Memory) Error: /.test(message))
    return `the system refused: ${message}; check space, permissions and names`;
  return `this is a fault of leeway's: ${message}; please report it, with what LEEWAY_DEBUG=1 prints`;
}
