import type { Mapping } from '../contracts/mapping.ts';
import { FOREIGN } from './all.ts';

/** Whether files under this mapping say something only together, so that none may be read by itself. */
export function belongTogether({ from }: Mapping): boolean {
  return from !== undefined && FOREIGN[from].belongTogether === true;
}
