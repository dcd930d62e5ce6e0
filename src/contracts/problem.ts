/** What went wrong, by whose hand it can be mended. Callers branch on the code, never on the text. */
export type ProblemCode = 'usage' | 'configuration' | 'input-refused' | 'check-failed' | 'not-allowed';

/**
 * An error that a user can cause and mend. Its message is one line: what, where, what to do.
 * Anything else that is thrown is a fault of ours.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}

/** Something was named that is not there. */
export class NotThere extends Problem {
  constructor(message: string, details: Record<string, unknown> = {}) {
    super('usage', message, details);
  }
}
