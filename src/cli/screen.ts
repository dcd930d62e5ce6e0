/** What the results are shown on. */
export interface Screen {
  /** Columns of a line; null where nobody limits them: a file, a pipe. */
  readonly columns: number | null;
  readonly dim: (text: string) => string;
}

export const PLAIN: Screen = { columns: null, dim: (text) => text };

const NARROWEST = 40;

/** The screen behind standard output. `NO_COLOR` and `FORCE_COLOR` say what they say elsewhere; `COLUMNS` is heard. */
export function screen(): Screen {
  const { NO_COLOR, FORCE_COLOR, COLUMNS, TERM } = process.env;
  const asked = /^\d+$/.test(COLUMNS ?? '') ? Number(COLUMNS) : null;
  const columns = process.stdout.isTTY ? process.stdout.columns : asked;
  const forced = (FORCE_COLOR ?? '') !== '' && FORCE_COLOR !== '0';
  const colourful = (NO_COLOR ?? '') === '' && (forced || (process.stdout.isTTY && TERM !== 'dumb'));
  return {
    columns: columns === null || columns === 0 ? null : Math.max(columns, NARROWEST),
    dim: colourful ? (text) => `\u001b[2m${text}\u001b[22m` : PLAIN.dim,
  };
}

/**
 * Writes a result whole, whatever the pipe takes at a time. A reader that closes the pipe early (head, less) is no
 * fault.
 */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error instanceof Error && !('code' in error && error.code === 'EPIPE')) reject(error);
      else resolve();
    });
  });
}
