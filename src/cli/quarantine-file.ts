import { outputFile } from './output-file.ts';

/**
 * A `--quarantine` file that can be written.
 * @throws Problem usage
 */
export function quarantineFile(path: string | undefined, inputs: readonly string[]): string | null {
  return outputFile('--quarantine', path, inputs, 'refused.csv');
}
