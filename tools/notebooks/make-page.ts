import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadModule } from './build-modules.ts';
import { type Notebook, readNotebook } from './notebook.ts';
import { pageOf } from './page.ts';
import { runCommand } from './run-command.ts';
import { type Answer, runSql } from './run-sql.ts';
import { moduleOf } from './write-module.ts';

export const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'notebooks');
export const PAGES = join(FOLDER, 'pages');

/** The notebooks of the project, in their order. */
export function notebooks(): Notebook[] {
  return readdirSync(FOLDER)
    .filter((file) => /^\d-.*\.md$/.test(file))
    .sort()
    .map((file) => readNotebook(file.replace(/\.md$/, ''), readFileSync(join(FOLDER, file), 'utf8')));
}

/** A notebook that was run: its module as it is type-checked, and its page. */
export interface Made {
  readonly source: string;
  readonly page: string;
}

/**
 * Runs all cells of a notebook, those in SQL and sh first, and writes its page.
 *
 * @param command the command line as it was built
 * @throws Error where a cell fails
 */
export async function make(notebook: Notebook, all: readonly Notebook[], command: string): Promise<Made> {
  const cells = notebook.parts.filter((part) => part.kind === 'cell');
  const asked = cells.filter(({ language }) => language === 'sql');
  const answers = new Map<string, Answer | null>();
  const values: Record<string, unknown> = {};
  for (const [place, answer] of (await runSql(asked, ROOT)).entries()) {
    const name = asked[place]?.name;
    if (typeof name !== 'string' || answer === null) continue;
    answers.set(name, answer);
    values[name] = answer.rows;
  }
  for (const { code, name } of cells.filter(({ language }) => language === 'sh')) {
    if (name === null) throw new Error(`${notebook.name}: a command has no name for its answer`);
    answers.set(name, null);
    values[name] = await runCommand(code, command, ROOT);
  }
  const source = moduleOf(notebook, answers);
  const run = await loadModule(notebook.name, source, ROOT);
  return { source, page: await pageOf(notebook, run(values), all) };
}
