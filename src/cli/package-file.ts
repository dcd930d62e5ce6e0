import { fileURLToPath } from 'node:url';

/** A file or folder that comes with the package, from `src/cli` as from every folder of `dist`. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
