import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** What a line that was typed into a shell has said, on both of its outputs, until the next one may be typed. */
export interface Answer {
  readonly line: string;
  readonly status: number;
  readonly output: string;
}

/** A shell that stays open, as a reader's does: variables and jobs live from one line to the next. */
export class ShellSession {
  readonly #bash: ChildProcess;
  #said = '';
  #hear: () => void = () => {};

  /**
   * @param cwd the folder it begins in, which is its home too
   * @param path where it finds programs
   * @param temporary its folder for temporary files
   */
  constructor(cwd: string, path: string, temporary: string) {
    this.#bash = spawn('bash', ['--noprofile', '--norc'], {
      cwd,
      env: {
        PATH: path,
        HOME: cwd,
        TMPDIR: temporary,
        TZ: process.env['TZ'],
        LEEWAY_THREADS: process.env['LEEWAY_THREADS'],
      },
    });
    for (const stream of [this.#bash.stdout, this.#bash.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#said += chunk.toString('utf8');
        this.#hear();
      });
    this.#bash.on('close', () => this.#hear());
    this.#bash.stdin?.write('exec 2>&1\n');
  }

  /**
   * @param line one whole command line
   * @throws where the shell has ended
   */
  async type(line: string): Promise<Answer> {
    const mark = randomUUID();
    const end = new RegExp(`${mark} (\\d+)\\n`);
    this.#said = '';
    const ended = new Promise<void>((resolve, reject) => {
      this.#hear = () => {
        if (end.test(this.#said)) resolve();
        else if (this.#bash.exitCode !== null) reject(new Error(`the shell ended after ${line}`));
      };
    });
    this.#bash.stdin?.write(`${line}\nprintf '%s %s\\n' ${mark} $?\n`);
    await ended;
    const [shown = '', status] = this.#said.split(end);
    return { line, status: Number(status), output: shown };
  }

  /** Ends the shell and what it began. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#bash.on('close', resolve));
    this.#bash.stdin?.end('kill $(jobs -p) 2> /dev/null; exit\n');
    await closed;
  }
}
