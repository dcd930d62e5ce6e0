/** What whoever sends files to a server asks of them. */
export { belongTogether } from '../sources/belong-together.ts';
export { namedFiles } from '../store/reading/input-files.ts';
