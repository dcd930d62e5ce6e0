import { Option } from 'commander';
import { SourceName } from '../contracts/source-name.ts';
import { visible } from '../reports/figures.ts';

/** `--from`, wherever `--map` is. */
export function fromOption(): Option {
  return new Option(
    '--from <tool>',
    'the tool that wrote the files; --map then names paths in its records',
  ).choices(SourceName.options);
}

export const EXPLAIN_OPTION = [
  '--explain',
  'show five rows before and after mapping, and do nothing else',
] as const;

/** Says on stderr what is missing in the files of another tool, and what that forbids; nothing of other files. */
export function tellNotes(notes: readonly string[]): void {
  process.stderr.write(notes.map((note) => `note: ${visible(note)}\n`).join(''));
}
